import Foundation

extension DirectoryStore {
  package func get(_ key: ObjectKey) async throws -> [UInt8] {
    try await get(key, range: 0..<Int64.max, ifMatch: nil)
  }

  package func get(_ key: ObjectKey, range: Range<Int64>, ifMatch etag: String?) async throws -> [UInt8] {
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
      try check(status, is: etag, path: path)
      let bytes = try read(part, of: descriptor, path: path)
      // Stores replace files, but other programs may write into them.
      guard etag == nil || fstat(descriptor, &status) == 0 else { throw failure(errno, doing: "read", path: path) }
      try check(status, is: etag, path: path)
      return bytes
    }
  }

  private func check(_ status: stat, is etag: String?, path: String) throws {
    if let etag, ObjectInfo.etag(of: status) != etag {
      throw StoreError(.changed, "\(path) was replaced: it is not the version that was asked for any more.")
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
    let modified = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
    self.init(
      key: key, size: Int64(status.st_size), etag: Self.etag(of: status),
      modifiedAt: Date(timeIntervalSince1970: modified))
  }

  static func etag(of status: stat) -> String {
    FileVersion.diskVersion(
      size: Int64(status.st_size),
      modifiedNanoseconds: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec),
      inode: UInt64(truncatingIfNeeded: status.st_ino))
  }
}
