internal import MillracePacking
package import MillraceStorage

/// What the ledger knows of one file that a pipeline of claims works on, at the version that is there now.
package struct FileStanding: Sendable {
  package var address: String
  package var version: String
  /// As stored.
  package var bytes: Int64
  package var state: ItemState
  /// What begins the `millrace-id` of each of its messages.
  package var id: String
  /// Records of it that are known to be sent, while it is being loaded.
  package var recordsSent: Int?

  /// Looks a file up.
  ///
  /// - Parameters:
  ///   - key: its path within the source's folder, or its key in the source's bucket; where events tell of files, in whatever bucket,
  ///     `s3://bucket/key`.
  ///   - configuration: a pipeline that loads files.
  /// - Returns: nil where there is no such file now.
  package static func find(
    _ key: String, of configuration: PipelineConfiguration, ledger: any ClaimStore, storage: any StorageProvider
  ) async throws -> FileStanding? {
    guard let place = try await place(of: key, configuration, storage) else { return nil }
    let name = configuration.name
    let identity = FileIdentifier(pipeline: name, address: place.address, version: place.version)
    let checkpoint = try await ledger.checkpoint(identity.checkpoint, of: name)
    return FileStanding(
      address: place.address, version: place.version, bytes: place.size,
      state: try await ledger.states(of: [place.item], in: name).first ?? .unknown, id: identity.text,
      recordsSent: checkpoint.flatMap { FileProgress($0).position?.record })
  }

  private static func place(
    of key: String, _ configuration: PipelineConfiguration, _ storage: any StorageProvider
  ) async throws -> ObjectPlace? {
    let store: any ObjectStore
    var bucket = ""
    switch configuration.source {
    case .directory(let source): store = try await storage.objectStore(Address(scheme: .file, path: source.path))
    case .s3List(let source):
      bucket = String(source.from.path.prefix { $0 != "/" })
      store = try await storage.bucket(bucket, in: source.objects)
    case .httpIndex(let source): store = try await storage.objectStore(source.url)
    case .s3Events(let source):
      guard let object = try? ObjectAddress(key) else { return nil }
      store = try await storage.bucket(object.bucket, in: source.objects)
      return try await store.head(object.key).map {
        ObjectPlace(store: store, bucket: object.bucket, key: object.key, size: $0.size, etag: $0.etag)
      }
    case .sqs: return nil
    }
    let key = try ObjectKey(key)
    return try await store.head(key).map {
      ObjectPlace(store: store, bucket: bucket, key: key, size: $0.size, etag: $0.etag)
    }
  }
}
