package import Foundation

/// Keeps objects as files in a directory.
///
/// An object is written to a hidden staging folder in the same directory, flushed to disk, and given its name in one step;
/// then the directory is flushed. The directory must be on a local file system with hard links. Files that are not
/// objects (names that are not UTF-8, sockets, links to directories) are not listed.
package final class DirectoryStore: ObjectStore {
  package struct Options: Sendable {
    /// Makes the directory if it is not there.
    package var createsDirectory = true
    /// What a process that is gone has left in the staging folder is removed once it is this old, in seconds. Processes on
    /// other machines, or in other containers, cannot be seen: theirs are kept this long, too.
    package var staleAfter: TimeInterval = 3600

    package init() {}
  }

  /// The folder in which objects are written. No key may begin with it.
  package static let stagingName = ".millrace-staging"

  /// An absolute path, without a slash at its end.
  package let path: String
  package var location: String { path }
  let stagingPath: String
  private let identity: FileIdentity?

  private init(path: String) {
    self.path = path
    stagingPath = path + "/" + DirectoryStore.stagingName
    identity = FileIdentity(path: path)
  }

  /// Opens a directory as a store, and removes what dead processes left in its staging folder.
  package static func open(
    at path: String, clock: any WallClock = SystemWallClock(), options: Options = Options()
  ) async throws -> DirectoryStore {
    let absolute = URL(fileURLWithPath: path).standardizedFileURL.path
    return try await BlockingWork.run {
      if options.createsDirectory {
        try DirectoryTree.make(absolute)
      }
      guard FileIdentity(path: absolute) != nil else {
        throw StoreError(.storeMissing, "There is no directory \(absolute). Make it, or correct its name.")
      }
      let store = DirectoryStore(path: absolute)
      try store.removeLeftovers(olderThan: options.staleAfter, now: clock.now)
      return store
    }
  }

  /// Where an object's file is.
  ///
  /// Throws ``StoreError/Code/invalidKey`` for a key that no file can have: each part must be 1 to 255 bytes, and not `.` or
  /// `..`; the store's own folder is no part of it.
  package func filePath(of key: ObjectKey) throws -> String {
    if let fault = DirectoryStore.fault(in: key) {
      throw StoreError(.invalidKey, "“\(key)” cannot be the key of an object: \(fault)")
    }
    if key.text.utf8.prefix(while: { $0 != UInt8(ascii: "/") }).elementsEqual(DirectoryStore.stagingName.utf8) {
      throw StoreError(.invalidKey, "“\(key)” cannot be the key of an object: that folder is the store's own.")
    }
    return path + "/" + key.text
  }

  private static func fault(in key: ObjectKey) -> String? {
    for part in key.text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      if part.isEmpty { return "it begins or ends with “/”, or has “//” in it" }
      if part.count > 255 { return "a part of it is longer than 255 bytes" }
      if part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) { return "“.” and “..” are not allowed" }
    }
    return nil
  }

  /// Throws if the directory is gone or another one has its place, e.g. because a disk was unmounted.
  func checkPresence() throws {
    guard FileIdentity(path: path) == identity else {
      throw StoreError(
        .storeMissing,
        "The directory \(path) was moved, deleted or unmounted while in use. Bring it back and run again: nothing was lost."
      )
    }
  }

  /// An error about a path; if the whole store is gone, that is what it says.
  func failure(_ code: Int32, doing action: String, path: String) -> StoreError {
    do {
      try checkPresence()
    } catch let error as StoreError {
      return error
    } catch {
      return StoreError(.failed, "Cannot \(action) \(path)", cause: error)
    }
    return StoreError.from(errno: code, doing: action, path: path)
  }
}
