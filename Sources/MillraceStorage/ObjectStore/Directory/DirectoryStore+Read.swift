import Foundation

extension DirectoryStore {
  package func get(_ key: ObjectKey) async throws -> [UInt8] {
    try await get(key, range: 0..<Int64.max)
  }

  package func get(_ key: ObjectKey, range: Range<Int64>) async throws -> [UInt8] {
    let path = try filePath(of: key)
    return try await BlockingWork.run { [self] in
      let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw absence(errno, path: path) }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        throw absence(ENOENT, path: path)
      }
      let part = range.clamped(to: 0..<max(0, Int64(status.st_size)))
      return try read(part, of: descriptor, path: path)
    }
  }

  private func read(_ range: Range<Int64>, of descriptor: Int32, path: String) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      while filled < range.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled..<range.count])
        let count = pread(descriptor, rest.baseAddress, rest.count, off_t(range.lowerBound) + off_t(filled))
        if count < 0 && errno == EINTR { continue }
        if count < 0 { throw failure(errno, doing: "read", path: path) }
        if count == 0 { break }
        filled += count
      }
    }
  }

  package func head(_ key: ObjectKey) async throws -> ObjectInfo? {
    let path = try filePath(of: key)
    return try await BlockingWork.run { [self] in
      if let info = ObjectInfo(key: key, path: path) { return info }
      try checkPresence()
      return nil
    }
  }

  /// A directory, or a path through a file, is as absent as a missing file: there is no such object.
  private func absence(_ code: Int32, path: String) -> StoreError {
    failure(code == ENOTDIR || code == EISDIR ? ENOENT : code, doing: "read", path: path)
  }
}

extension ObjectInfo {
  /// Nil if there is no regular file.
  init?(key: ObjectKey, path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let seconds = Int64(status.st_mtim.tv_sec)
    let nanoseconds = Int64(status.st_mtim.tv_nsec)
    self.init(
      key: key, size: Int64(status.st_size),
      etag: FileVersion.diskVersion(
        size: Int64(status.st_size), modifiedNanoseconds: seconds * 1_000_000_000 + nanoseconds,
        inode: UInt64(truncatingIfNeeded: status.st_ino)),
      modifiedAt: Date(timeIntervalSince1970: Double(seconds) + Double(nanoseconds) / 1e9))
  }
}
