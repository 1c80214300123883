import Foundation

extension DirectoryStore {
  /// Moves an object into another directory of the same file system, in one step: whenever the process ends, it is in the one
  /// place or in the other. Nothing is replaced.
  ///
  /// - Parameter etag: the version that is meant. Another one that comes at the last moment is moved back.
  package func move(
    _ key: ObjectKey, ifMatch etag: String, to other: DirectoryStore, as newKey: ObjectKey
  ) async throws -> MoveOutcome {
    let (source, target) = (try filePath(of: key), try other.filePath(of: newKey))
    return try await BlockingWork.run { [self] in
      var status = stat()
      guard lstat(source, &status) == 0 else {
        if errno == ENOENT || errno == ENOTDIR { return .notFound }
        throw failure(errno, doing: "look at", path: source)
      }
      guard status.st_mode & S_IFMT == S_IFREG, ObjectInfo.etag(of: status) == etag else { return .changed }
      try DirectoryTree.make(DirectoryTree.parent(of: target))
      if lstat(target, &status) == 0 { return .exists }
      guard rename(source, target) == 0 else {
        switch errno {
        case EXDEV: return .otherFileSystem
        case ENOENT: return .notFound
        default: throw failure(errno, doing: "move", path: source)
        }
      }
      try DirectoryTree.flush(DirectoryTree.parent(of: target))
      let isMeant = lstat(target, &status) == 0 && ObjectInfo.etag(of: status) == etag
      // A link does not replace what may have come in its place meanwhile.
      if !isMeant, link(target, source) == 0 { unlink(target) }
      try DirectoryTree.flush(DirectoryTree.parent(of: source))
      return isMeant ? .moved : .changed
    }
  }
}
