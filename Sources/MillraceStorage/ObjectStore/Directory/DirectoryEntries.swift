import Foundation

/// Reads the entries of one directory.
enum DirectoryEntries {
  /// All names that are UTF-8, in no order. For directories that are known to be small.
  static func names(in path: String) throws -> [String] {
    var names: [String] = []
    try forEach(in: path) { name, _ in names.append(name) }
    return names
  }

  /// Calls a closure with each entry's name, and whether it is a directory (not a link to one).
  static func forEach(in path: String, _ body: (_ name: String, _ isDirectory: Bool) -> Void) throws {
    guard let directory = opendir(path) else { throw StoreError.from(errno: errno, doing: "list", path: path) }
    defer { closedir(directory) }
    errno = 0
    while let entry = readdir(directory) {
      let type = Int32(entry.pointee.d_type)
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(validatingCString: $0) }
      }
      if let name, name != ".", name != ".." {
        body(name, isDirectory(path + "/" + name, type: type))
      }
      errno = 0
    }
    if errno != 0 { throw StoreError.from(errno: errno, doing: "list", path: path) }
  }

  private static func isDirectory(_ path: String, type: Int32) -> Bool {
    if type != Int32(DT_UNKNOWN) { return type == Int32(DT_DIR) }
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
