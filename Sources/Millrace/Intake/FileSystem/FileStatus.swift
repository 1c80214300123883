#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What the file system says of an entry without opening it.
struct FileStatus: Equatable {
  enum Kind {
    case file, directory, link, special
  }

  /// Names a directory or file whatever path led to it.
  struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  let kind: Kind
  let size: Int64
  /// Nanoseconds since 1970.
  let modified: Int64
  /// When content, name or rights changed last; nanoseconds since 1970.
  let changed: Int64
  let identity: Identity

  /// What changes when the content does: `size-mtime_ns-inode`.
  var version: String { "\(size)-\(modified)-\(identity.inode)" }

  init(_ raw: stat) {
    kind =
      switch raw.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      case S_IFLNK: .link
      default: .special
      }
    size = Int64(raw.st_size)
    #if canImport(Darwin)
      modified = Self.nanoseconds(raw.st_mtimespec)
      changed = Self.nanoseconds(raw.st_ctimespec)
    #else
      modified = Self.nanoseconds(raw.st_mtim)
      changed = Self.nanoseconds(raw.st_ctim)
    #endif
    identity = Identity(device: UInt64(truncatingIfNeeded: raw.st_dev), inode: UInt64(raw.st_ino))
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// The status of what a path leads to.
  ///
  /// - Throws: `FileSystemError`.
  static func of(_ path: [UInt8], followingLinks: Bool) throws(FileSystemError) -> FileStatus {
    var raw = stat()
    let code = path.withCString { followingLinks ? stat($0, &raw) : lstat($0, &raw) }
    guard code == 0 else { throw FileSystemError(errno: errno) }
    return FileStatus(raw)
  }

  /// The status of what a path leads to, through links.
  static func of(_ path: String) throws(FileSystemError) -> FileStatus {
    try of(Array(path.utf8), followingLinks: true)
  }
}
