internal import MillraceStorage

/// The buckets that objects of a source lie in, opened when they are first asked for.
actor BucketBook {
  private let storage: any StorageProvider
  private let base: Address?
  private var stores: [String: any ObjectStore] = [:]

  /// - Parameter base: where buckets are folders; nil: buckets of S3.
  init(storage: any StorageProvider, base: Address?) {
    self.storage = storage
    self.base = base
  }

  /// The store of a bucket.
  func store(of bucket: String) async throws -> any ObjectStore {
    if let store = stores[bucket] { return store }
    let store = try await storage.bucket(bucket, in: base)
    stores[bucket] = store
    return store
  }
}
