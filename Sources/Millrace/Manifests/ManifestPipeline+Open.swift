internal import MillraceStorage

extension ManifestPipeline {
  /// Opens everything that a pipeline of manifests needs.
  static func open(
    _ configuration: PipelineConfiguration, storage: any StorageProvider, role: PipelineRole, events: any EventSink
  ) async throws -> ManifestPipeline {
    let ledger = try await storage.ledger(configuration.ledger)
    let buckets = configuration.objectsOfSource.map { BucketBook(storage: storage, base: $0.base, index: $0.index) }
    var parts = PipelineParts(
      ledger: ledger,
      output: try await storage.objectStore(configuration.output),
      manifests: try await storage.objectStore(configuration.manifests),
      quarantine: QuarantineStore(store: try await storage.objectStore(configuration.quarantine)),
      converter: ParquetConverter(configuration, events: events), buckets: buckets)
    if case .s3Events(let source) = configuration.source, role != .convert {
      parts.eventQueue = try await storage.queue(source.queue)
    }
    if let queue = configuration.manifestQueue { parts.manifestQueue = try await storage.queue(queue) }
    if role != .plan { parts.notifier = try await OutputNotifier.open(configuration.notify, storage) }
    parts.retry.maximumAttempts = configuration.attempts
    return try ManifestPipeline(configuration: configuration, parts: parts, role: role, events: events)
  }
}

extension PipelineConfiguration {
  /// Where the buckets of the source are: nil where the source has none; `base` is nil for those of S3; `index` is a web
  /// server's folder in their place.
  var objectsOfSource: (base: Address?, index: Address?)? {
    switch source {
    case .s3Events(let source): (source.objects, nil)
    case .s3List(let source): (source.objects, nil)
    case .httpIndex(let source): (nil, source.url)
    case .directory, .sqs: nil
    }
  }
}
