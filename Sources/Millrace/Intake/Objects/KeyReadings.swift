internal import MillraceStorage
internal import Synchronization

/// Finds out how the senders of events write keys: form-encoded, as S3 documents it, or as they stand.
///
/// The likely reading is tried first, then the other. Once an object was found by one of them, later events of the same
/// form and bucket are read in that way, without asking the store.
final class KeyReadings: Sendable {
  private struct Habit: Hashable {
    let bucket: String
    let form: S3Event.Form
  }

  private let buckets: BucketBook
  /// Whether the likely reading is the right one.
  private let habits = Mutex<[Habit: Bool]>([:])

  init(buckets: BucketBook) {
    self.buckets = buckets
  }

  /// The object that an event means; nil where there is none.
  ///
  /// - Throws: `StoreError` where the store cannot be asked.
  func resolve(_ event: S3Event) async throws -> ResolvedObject? {
    let habit = Habit(bucket: event.bucket, form: event.form)
    let known = event.keys.count == 1 ? true : habits.withLock { $0[habit] }
    if let known, let size = event.size, let etag = event.etag, let key = known ? event.keys.first : event.keys.last {
      return ResolvedObject(bucket: event.bucket, key: key, size: size, etag: etag)
    }
    let store = try await buckets.store(of: event.bucket)
    for (index, text) in event.keys.enumerated() {
      // What cannot be a key at all is not the reading that was meant.
      guard let key = try? ObjectKey(text), let info = try await head(key, in: store) else { continue }
      if event.keys.count > 1, info.etag == event.etag { habits.withLock { $0[habit] = index == 0 } }
      return ResolvedObject(
        bucket: event.bucket, key: text, size: event.size ?? info.size, etag: event.etag ?? info.etag)
    }
    return nil
  }

  private func head(_ key: ObjectKey, in store: any ObjectStore) async throws -> ObjectInfo? {
    do {
      return try await store.head(key)
    } catch let error as StoreError where error.code == .invalidKey {
      return nil
    }
  }
}

/// An object that an event told of.
struct ResolvedObject: Sendable {
  let bucket: String
  let key: String
  let size: Int64
  let etag: String

  var file: FileVersion {
    FileVersion(address: ObjectAddress.text(bucket: bucket, key: key), version: etag, size: size)
  }
}
