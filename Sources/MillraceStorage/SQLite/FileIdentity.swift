import Foundation

/// Tells whether a path still leads to the same file.
struct FileIdentity: Equatable {
  private let device: UInt64
  private let inode: UInt64

  /// Nil if there is no file.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
