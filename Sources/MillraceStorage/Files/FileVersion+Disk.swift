extension FileVersion {
  /// The version of a file on disk: `size-mtime-inode`, the time in nanoseconds since 1970. It changes when the file is
  /// written to, and when another file takes its name.
  package static func diskVersion(size: Int64, modifiedNanoseconds: Int64, inode: UInt64) -> String {
    "\(size)-\(modifiedNanoseconds)-\(inode)"
  }
}
