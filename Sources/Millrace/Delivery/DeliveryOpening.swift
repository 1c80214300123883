internal import Foundation
internal import MillraceCompression
internal import MillraceStorage

/// Opens pipelines of deliveries as pipeline files describe them.
struct DeliveryOpening {
  private let configuration: PipelineConfiguration
  private let storage: any StorageProvider
  private let events: any EventSink

  init(_ configuration: PipelineConfiguration, _ storage: any StorageProvider, _ events: any EventSink) {
    self.configuration = configuration
    self.storage = storage
    self.events = events
  }

  private var retry: RetryPolicy {
    RetryPolicy(maximumAttempts: configuration.attempts, firstDelay: 1, maximumDelay: 60)
  }

  // MARK: Results

  func results(
    _ sink: PipelineConfiguration.Sink.Results, _ processors: [String: any ObjectProcessor]
  ) async throws -> any PipelineBody {
    let steps = try StepFactory(
      configuration.process, processors: processors, lineLimit: configuration.limits.line, events: events)
    let parts = ObjectParts(
      ledger: try await storage.ledger(configuration.ledger), results: try await storage.objectStore(sink.to),
      quarantine: QuarantineStore(store: try await storage.objectStore(configuration.quarantine)), retry: retry)
    switch configuration.source {
    case .s3Events(let source):
      let buckets = BucketBook(storage: storage, base: source.objects)
      return ObjectPipeline(
        queue: try await storage.queue(source.queue), bucket: { try await buckets.store(of: $0) }, parts: parts,
        options: objectOptions(match: source.match), steps: steps, events: events)
    case .s3List(let source):
      return ListedObjectPipeline(
        store: try await storage.objectStore(source.from), poll: source.poll, settle: .zero, parts: parts,
        options: objectOptions(match: source.match), steps: steps, events: events)
    case .directory(let source):
      let folder = Address(scheme: .file, path: source.path)
      return ListedObjectPipeline(
        store: try await storage.objectStore(folder), poll: source.poll, settle: source.settle, parts: parts,
        options: objectOptions(match: source.match), steps: steps, events: events)
    case .sqs:
      throw PipelineError(
        .configuration, "“sink.results” needs objects: use “source: {s3-events: …}”, “s3-list” or “directory”")
    }
  }

  private func objectOptions(match: [GlobPattern]) -> ObjectOptions {
    var options = ObjectOptions(pipeline: configuration.name)
    options.pipelines = configuration.pipelines
    options.readAhead = configuration.prefetch.bytes
    options.match = match
    options.attempts = configuration.attempts
    options.transform = configuration.recordTransform
    options.lineLimit = configuration.limits.line
    options.limits.maximumBytes = configuration.limits.inflated
    options.limits.maximumRatio = configuration.limits.inflationRatio
    options.consumer.shutdownDeadline = configuration.shutdownDeadline
    options.consumer.maximumMessages = configuration.prefetch.messages ?? 2 * configuration.pipelines
    return options
  }

  // MARK: Archive

  func archive(_ sink: PipelineConfiguration.Sink.Archive) async throws -> any PipelineBody {
    guard case .sqs(let source) = configuration.source else {
      throw PipelineError(.configuration, "“sink.archive” keeps messages: use “source: {sqs: {queue: …}}”")
    }
    var options = ArchiveOptions(pipeline: configuration.name)
    options.consumer.maximumMessages = source.messagesInHand
    options.consumer.maximumBytes = source.bytesInHand
    options.consumer.maximumReceivers = source.receivers
    options.consumer.messagesPerReceive = source.messagesPerPoll
    options.consumer.wait = source.wait
    options.consumer.pause = source.pause
    options.consumer.shutdownDeadline = configuration.shutdownDeadline
    options.attempts = configuration.attempts
    options.transform = configuration.recordTransform
    options.layout = sink.layout
    options.batch = sink.batch
    options.compression = sink.compression
    let parts = ArchiveParts(
      queue: try await storage.queue(source.queue), store: try await storage.objectStore(sink.to),
      ledger: try await archiveLedger(sink), retry: retry)
    return ArchivePipeline(parts: parts, options: options, events: events)
  }

  /// Messages that are kept one by one need no ledger: a repeat has the same name.
  private func archiveLedger(_ sink: PipelineConfiguration.Sink.Archive) async throws -> (any ClaimStore)? {
    sink.layout == .objects ? nil : try await storage.ledger(configuration.ledger)
  }
}
