internal import MillraceStorage

/// The buckets that objects of a source lie in, opened when they are first asked for; or a web server's folder in their place.
actor BucketBook {
  private let storage: any StorageProvider
  private let base: Address?
  private let index: Address?
  private var stores: [String: any ObjectStore] = [:]

  /// - Parameters:
  ///   - base: where buckets are folders; nil: buckets of S3.
  ///   - index: the web server's folder that takes the place of all buckets; nil: none.
  init(storage: any StorageProvider, base: Address?, index: Address? = nil) {
    self.storage = storage
    self.base = base
    self.index = index
  }

  /// The store of a bucket.
  func store(of bucket: String) async throws -> any ObjectStore {
    if let store = stores[bucket] { return store }
    let store: any ObjectStore
    if let index {
      store = try await storage.objectStore(index)
    } else {
      store = try await storage.bucket(bucket, in: base)
    }
    stores[bucket] = store
    return store
  }

  /// The store and the key of an object, as ``ObjectAddress`` writes it, or as an index does: its location, a slash, and the key.
  ///
  /// - Throws: `StoreError` where the address is none.
  func place(of address: String) async throws -> (store: any ObjectStore, key: ObjectKey) {
    guard index != nil else {
      let object = try ObjectAddress(address)
      return (try await store(of: object.bucket), object.key)
    }
    let store = try await store(of: "")
    let folder = store.location + "/"
    guard address.utf8.starts(with: folder.utf8) else {
      throw StoreError(
        .invalidKey,
        "“\(address)” does not lie in \(folder): the source was another when it was found. Bring the old one back.")
    }
    return (store, try ObjectKey(String(decoding: address.utf8.dropFirst(folder.utf8.count), as: UTF8.self)))
  }
}
