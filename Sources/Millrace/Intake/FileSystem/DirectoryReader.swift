#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Reads the names in one directory as a stream, so that a million of them take no more memory than ten.
final class DirectoryReader {
  #if canImport(Darwin)
    private let stream: UnsafeMutablePointer<DIR>
  #else
    private let stream: OpaquePointer
  #endif

  init(_ path: [UInt8]) throws(FileSystemError) {
    guard let stream = path.withCString({ opendir($0) }) else { throw FileSystemError(errno: errno) }
    self.stream = stream
  }

  deinit {
    closedir(stream)
  }

  /// The next name but `.` and `..`; `nil` at the end.
  func next() throws(FileSystemError) -> [UInt8]? {
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw FileSystemError(errno: errno) }
        return nil
      }
      // The name is read in place: the declared array is longer than what the system has filled.
      let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
      let start = UnsafeRawPointer(entry) + offset
      let name = Array(UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self))))
      if name != [UInt8(ascii: ".")], name != Array("..".utf8) { return name }
    }
  }

  /// The status of an entry of this directory, of the link itself if it is one.
  func status(of name: [UInt8]) throws(FileSystemError) -> FileStatus {
    var raw = stat()
    let code = name.withCString { fstatat(dirfd(stream), $0, &raw, AT_SYMLINK_NOFOLLOW) }
    guard code == 0 else { throw FileSystemError(errno: errno) }
    return FileStatus(raw)
  }
}
