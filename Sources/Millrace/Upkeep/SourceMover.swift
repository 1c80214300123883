internal import Crypto
internal import Foundation
internal import MillraceStorage

/// Takes a file away from a source.
protocol SourceMover: Sendable {
  /// - Returns: false where the file is another one by now, or gone; then it was left alone.
  func move(_ info: ObjectInfo) async throws -> Bool
}

enum SourceMovers {
  /// - Parameter target: nil: files are deleted.
  static func make(from source: any ObjectStore, to target: (any ObjectStore)?) -> any SourceMover {
    guard let target else { return Deletion(source: source) }
    let copying = Copying(source: source, target: target)
    guard let from = source as? DirectoryStore, let to = target as? DirectoryStore else { return copying }
    return Renaming(source: from, target: to, otherwise: copying)
  }
}

/// Deletes.
private struct Deletion: SourceMover {
  let source: any ObjectStore

  func move(_ info: ObjectInfo) async throws -> Bool {
    // The last look before it: another version is left alone.
    guard try await source.head(info.key)?.etag == info.etag else { return false }
    try await source.delete(info.key)
    return true
  }
}

/// Gives files another name within a file system, in one step.
private struct Renaming: SourceMover {
  let source: DirectoryStore
  let target: DirectoryStore
  let otherwise: Copying

  func move(_ info: ObjectInfo) async throws -> Bool {
    for key in try info.archiveKeys {
      switch try await source.move(info.key, ifMatch: info.etag, to: target, as: key) {
      case .moved: return true
      case .changed, .notFound: return false
      case .exists: continue
      case .otherFileSystem: return try await otherwise.move(info)
      }
    }
    throw info.taken(in: target)
  }
}

/// Copies, reads back what was written, and deletes.
private struct Copying: SourceMover {
  private static let chunk: Int64 = 8 << 20

  let source: any ObjectStore
  let target: any ObjectStore

  func move(_ info: ObjectInfo) async throws -> Bool {
    for key in try info.archiveKeys {
      let digest: SHA256.Digest
      let outcome: PutOutcome
      do {
        (digest, outcome) = try await copy(info, as: key)
      } catch let error as StoreError where error.code == .changed || error.code == .notFound {
        return false
      }
      if try await self.digest(of: key, size: info.size) == digest {
        return try await Deletion(source: source).move(info)
      }
      if outcome == .stored {
        throw StoreError(
          .failed,
          "What was written to \(target.location)/\(key) is not what \(source.location)/\(info.key) holds. The source "
            + "was left as it is; see whether the disk or the service is in order.")
      }
      // Another file has the name: that of an earlier version.
    }
    throw info.taken(in: target)
  }

  private func copy(_ info: ObjectInfo, as key: ObjectKey) async throws -> (SHA256.Digest, PutOutcome) {
    let staged = try await target.stage(key)
    do {
      var hash = SHA256()
      try await read(info.key, of: source, size: info.size, ifMatch: info.etag) { bytes in
        hash.update(data: bytes)
        try staged.write(bytes)
      }
      return (hash.finalize(), try await staged.publish(.ifAbsent))
    } catch {
      await staged.abandon()
      throw error
    }
  }

  /// nil where what is there has another size.
  private func digest(of key: ObjectKey, size: Int64) async throws -> SHA256.Digest? {
    guard let info = try await target.head(key), info.size == size else { return nil }
    var hash = SHA256()
    try await read(key, of: target, size: size, ifMatch: info.etag) { hash.update(data: $0) }
    return hash.finalize()
  }

  private func read(
    _ key: ObjectKey, of store: any ObjectStore, size: Int64, ifMatch etag: String, _ body: ([UInt8]) throws -> Void
  ) async throws {
    for start in stride(from: 0, to: size, by: Int64.Stride(Copying.chunk)) {
      let range = start..<min(size, start + Copying.chunk)
      let bytes = try await store.get(key, range: range, ifMatch: etag)
      guard bytes.count == range.count else {
        throw StoreError(
          .failed, "Cannot read \(store.location)/\(key): it ended at byte \(start + Int64(bytes.count)).")
      }
      try body(bytes)
    }
  }
}

extension ObjectInfo {
  /// The names that a file may have in an archive: its own, and where another version has that, one with this version's hash
  /// in front of the extension.
  fileprivate var archiveKeys: [ObjectKey] {
    get throws {
      let digest = SHA256.hash(data: Array(etag.utf8)).prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      let name = key.text.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
      let folder = key.text.dropLast(name.count)
      let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      let rest = parts.count == 2 ? ".\(parts[1])" : ""
      return [key, try ObjectKey("\(folder)\(parts.first ?? "").\(digest.joined())\(rest)")]
    }
  }

  fileprivate func taken(in store: any ObjectStore) -> StoreError {
    StoreError(
      .failed,
      "“\(key)” cannot be moved to \(store.location): other files have its names there. Move them away, or archive "
        + "to another folder.")
  }
}
