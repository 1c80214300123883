import Foundation

extension DirectoryStore {
  package func put(_ bytes: [UInt8], as key: ObjectKey, condition: PutCondition) async throws -> PutOutcome {
    let staged = try await stage(key)
    do {
      try await BlockingWork.run { try staged.write(bytes) }
    } catch {
      await staged.abandon()
      throw error
    }
    return try await staged.publish(condition)
  }

  package func stage(_ key: ObjectKey) async throws -> any StagedObject {
    let target = try filePath(of: key)
    return try await BlockingWork.run { [self] in
      try checkPresence()
      if mkdir(stagingPath, 0o777) != 0 && errno != EEXIST {
        throw failure(errno, doing: "make the directory", path: stagingPath)
      }
      let path = stagingPath + "/" + StagingName.next()
      let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw failure(errno, doing: "write", path: path) }
      return StagedFile(store: self, key: key, path: path, target: target, fileDescriptor: descriptor)
    }
  }

  /// Gives a written and flushed file its name. The temporary name is gone afterwards, whatever happens.
  func publish(_ staged: String, as target: String, condition: PutCondition) throws -> PutOutcome {
    defer { unlink(staged) }
    try checkPresence()
    // A directory that another process removes because it is empty is made again, a few times.
    for _ in 0..<8 {
      try DirectoryTree.make(DirectoryTree.parent(of: target))
      let result = condition == .overwrite ? rename(staged, target) : link(staged, target)
      if result == 0 {
        try DirectoryTree.flush(DirectoryTree.parent(of: target))
        return .stored
      }
      if errno == EEXIST && condition == .ifAbsent { return .exists }
      if errno != ENOENT { break }
    }
    throw failure(errno, doing: "publish", path: target)
  }

  package func delete(_ key: ObjectKey) async throws {
    try await delete([key])
  }

  package func delete(_ keys: [ObjectKey]) async throws {
    let paths = try keys.map(filePath(of:))
    try await BlockingWork.run { [self] in
      var firstError: (any Error)?
      var touched: Set<String> = []
      for path in paths {
        if unlink(path) == 0 {
          touched.insert(DirectoryTree.parent(of: path))
        } else if errno != ENOENT && errno != ENOTDIR {
          firstError = firstError ?? failure(errno, doing: "delete", path: path)
        }
      }
      if touched.isEmpty { try checkPresence() }
      for directory in touched { try tidy(directory) }
      if let firstError { throw firstError }
    }
  }

  /// Removes a directory that deletions have emptied, and those above it, but not the store's own; flushes what stays.
  private func tidy(_ directory: String) throws {
    var directory = directory
    while directory.utf8.count > path.utf8.count, rmdir(directory) == 0 {
      directory = DirectoryTree.parent(of: directory)
    }
    do {
      try DirectoryTree.flush(directory)
    } catch let error as StoreError where error.code == .notFound {
      // Another process was faster.
      try checkPresence()
    }
  }
}
