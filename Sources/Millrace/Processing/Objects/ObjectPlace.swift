internal import Crypto
internal import Foundation
internal import MillraceStorage

/// One version of an object and where it lies.
struct ObjectPlace: Sendable {
  let store: any ObjectStore
  let key: ObjectKey
  /// Empty where the object is a file of a folder.
  let bucket: String
  let size: Int64
  let etag: String
  /// What tells this version from others: the store's version id, else the ETag.
  let version: String

  init(store: any ObjectStore, bucket: String, key: ObjectKey, size: Int64, etag: String, version: String? = nil) {
    self.store = store
    self.bucket = bucket
    self.key = key
    self.size = size
    self.etag = etag
    self.version = version ?? etag
  }

  /// Where the object is, for people and for ledgers.
  var address: String { bucket.isEmpty ? "\(store.location)/\(key.text)" : "s3://\(bucket)/\(key.text)" }

  /// What claims are made by.
  var item: String { Self.item(address: address, version: version) }

  static func item(address: String, version: String) -> String { "\(address)@\(version)" }

  var metadata: ObjectMetadata { ObjectMetadata(bucket: bucket, key: key.text, size: size, etag: etag) }

  /// `<bucket>/<key>.<short hash of bucket, key and version>.<suffix>`: the same for the same version, and no other's.
  ///
  /// A key that leaves no room is cut; the hash tells it from others.
  ///
  /// - Parameter endings: endings of the key in whose place the suffix comes; the longest that fits.
  /// - Throws: `StoreError` where the key cannot be one in the sink either.
  func resultKey(suffix: String, replacing endings: [String] = []) throws -> ObjectKey {
    let digest = SHA256.hash(data: Array("\(bucket)\0\(key.text)\0\(version)".utf8))
    let hash = digest.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let ending = ".\(hash).\(suffix)"
    var name = bucket.isEmpty ? key.text : "\(bucket)/\(key.text)"
    let replaced = endings.filter { name.lowercased().hasSuffix($0) }.map(\.count).max() ?? 0
    if replaced < key.text.split(separator: "/").last?.count ?? 0 { name.removeLast(replaced) }
    while name.utf8.count + ending.utf8.count > 1000 { name.unicodeScalars.removeLast() }
    return try ObjectKey(name + ending)
  }
}
