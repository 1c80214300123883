import Foundation

/// Directories, made and flushed so that they survive a power failure.
enum DirectoryTree {
  /// Makes a directory and those above it that are missing.
  static func make(_ path: String) throws {
    if mkdir(path, 0o777) == 0 {
      try flush(parent(of: path))
      return
    }
    switch errno {
    case EEXIST:
      var status = stat()
      if stat(path, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR {
        throw StoreError.from(errno: ENOTDIR, doing: "make the directory", path: path)
      }
    case ENOENT where parent(of: path) != path:
      try make(parent(of: path))
      try make(path)
    default:
      throw StoreError.from(errno: errno, doing: "make the directory", path: path)
    }
  }

  /// Makes what was done to a directory's entries durable.
  static func flush(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError.from(errno: errno, doing: "open the directory", path: path) }
    defer { close(descriptor) }
    // Some file systems cannot flush a directory and say so with EINVAL; then there is nothing to wait for.
    if fsync(descriptor) != 0 && errno != EINVAL {
      throw StoreError.from(errno: errno, doing: "flush the directory", path: path)
    }
  }

  static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }
}
