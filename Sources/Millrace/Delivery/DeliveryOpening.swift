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
    let makeStep = try StepFactory.processing(
      configuration.process, processors: processors, lineLimit: configuration.limits.line, events: events)
    guard case .sqs(let source) = configuration.source else {
      return try await objects(StepFactory(makeStep), to: sink.to)
    }
    let results = try await storage.objectStore(sink.to)
    let transform = configuration.recordTransform(events)
    return try await messages(source, output: results.location) { patience in
      StepHandler(step: makeStep(), results: results, patience: patience, transform: transform)
    }
  }

  // MARK: Messages

  func webhook(_ sink: PipelineConfiguration.Sink.Webhook) async throws -> any PipelineBody {
    guard case .sqs(let source) = configuration.source else {
      throw PipelineError(.configuration, "“sink.webhook” takes messages: use “source: {sqs: {queue: …}}”")
    }
    let endpoint = try await storage.endpoint(sink.url)
    return try await messages(source, output: endpoint.location, claimsAll: true) { patience in
      WebhookHandler(settings: sink, endpoint: endpoint, patience: patience)
    }
  }

  private func messages(
    _ source: PipelineConfiguration.Source.SQS, output: String, claimsAll: Bool = false,
    makeHandler: @escaping @Sendable (Patience) -> any MessageHandler
  ) async throws -> any PipelineBody {
    var options = MessageOptions(pipeline: configuration.name)
    options.consumer = consumerOptions(source)
    options.pipelines = configuration.pipelines
    options.attempts = configuration.attempts
    let parts = MessageParts(
      queue: try await queue(source.queue, deadLetter: source.deadLetter),
      ledger: try await storage.ledger(configuration.ledger),
      quarantine: try await storage.objectStore(configuration.quarantine), output: output,
      claimsAll: claimsAll, retry: retry, makeHandler: makeHandler)
    return MessagePipeline(parts: parts, options: options, events: events)
  }

  private func consumerOptions(_ source: PipelineConfiguration.Source.SQS) -> QueueConsumer.Options {
    var options = QueueConsumer.Options()
    options.maximumMessages = source.messagesInHand
    options.maximumBytes = source.bytesInHand
    options.maximumReceivers = source.receivers
    options.messagesPerReceive = source.messagesPerPoll
    options.wait = source.wait
    options.pause = source.pause
    options.shutdownDeadline = configuration.shutdownDeadline
    return options
  }

  // MARK: Converted

  func converted(_ sink: PipelineConfiguration.Sink.Converted) async throws -> any PipelineBody {
    let settings = try ConversionSettings(configuration, sink, events)
    return try await objects(StepFactory { ConversionStep(settings) }, to: sink.to) { $0.followsReplacements = true }
  }

  // MARK: Objects

  private func objects(
    _ steps: StepFactory, to output: Address, _ change: (inout ObjectOptions) -> Void = { _ in }
  ) async throws -> any PipelineBody {
    let parts = ObjectParts(
      ledger: try await storage.ledger(configuration.ledger), results: try await storage.objectStore(output),
      quarantine: QuarantineStore(store: try await storage.objectStore(configuration.quarantine)),
      notifier: try await OutputNotifier.open(configuration.notify, storage), retry: retry)
    switch configuration.source {
    case .s3Events(let source):
      let buckets = BucketBook(storage: storage, base: source.objects)
      return ObjectPipeline(
        queue: try await queue(source.queue, deadLetter: source.deadLetter),
        bucket: { try await buckets.store(of: $0) }, parts: parts,
        options: objectOptions(match: source.match, change), steps: steps, events: events)
    case .s3List(let source):
      return ListedObjectPipeline(
        store: try await storage.objectStore(source.from), poll: source.poll, settle: .zero, parts: parts,
        options: objectOptions(match: source.match, change), steps: steps, events: events)
    case .httpIndex(let source):
      return ListedObjectPipeline(
        store: try await storage.objectStore(source.url), isRecursive: source.recursive, poll: source.poll,
        settle: source.settle, parts: parts, options: objectOptions(match: source.match, change), steps: steps,
        events: events)
    case .directory(let source):
      let folder = Address(scheme: .file, path: source.path)
      return ListedObjectPipeline(
        store: try await storage.objectStore(folder), poll: source.poll, settle: source.settle, parts: parts,
        options: objectOptions(match: source.match, change), steps: steps, events: events)
    case .sqs:
      throw PipelineError(
        .configuration,
        "“sink.\(configuration.sink.key)” needs objects: use “source: {s3-events: …}”, “s3-list”, “http-index” or “directory”"
      )
    }
  }

  /// A queue to receive from. Where its settings are ours to make, its dead messages go where the file says.
  func queue(_ address: Address, deadLetter: Address?) async throws -> any MessageQueue {
    let queue = try await storage.queue(address)
    if let name = deadLetter?.fragment, let queue = queue as? any ConfigurableQueue {
      try await queue.setRedrive(RedrivePolicy(deadLetterQueue: name, maximumReceiveCount: configuration.attempts))
    }
    return queue
  }

  private func objectOptions(
    match: [GlobPattern], _ change: (inout ObjectOptions) -> Void
  ) -> ObjectOptions {
    var options = ObjectOptions(pipeline: configuration.name)
    options.pipelines = configuration.pipelines
    options.readAhead = configuration.prefetch.bytes
    options.match = match
    options.checks = configuration.checks
    options.attempts = configuration.attempts
    options.transform = configuration.recordTransform(events)
    options.lineLimit = configuration.limits.line
    options.limits.maximumBytes = configuration.limits.inflated
    options.limits.maximumRatio = configuration.limits.inflationRatio
    options.consumer.shutdownDeadline = configuration.shutdownDeadline
    options.consumer.maximumMessages = configuration.prefetch.messages ?? 2 * configuration.pipelines
    change(&options)
    return options
  }

  // MARK: Archive

  func archive(_ sink: PipelineConfiguration.Sink.Archive) async throws -> any PipelineBody {
    guard case .sqs(let source) = configuration.source else {
      throw PipelineError(.configuration, "“sink.archive” keeps messages: use “source: {sqs: {queue: …}}”")
    }
    var options = ArchiveOptions(pipeline: configuration.name)
    options.consumer = consumerOptions(source)
    options.attempts = configuration.attempts
    options.transform = configuration.recordTransform(events)
    options.layout = sink.layout
    options.batch = sink.batch
    options.compression = sink.compression
    let parts = ArchiveParts(
      queue: try await queue(source.queue, deadLetter: source.deadLetter),
      store: try await storage.objectStore(sink.to),
      ledger: try await archiveLedger(), retry: retry)
    return ArchivePipeline(parts: parts, options: options, events: events)
  }

  /// Messages that are kept one by one need no ledger: a repeat has the same name, unless its sender has sent it twice.
  private func archiveLedger() async throws -> (any ClaimStore)? {
    configuration.asksLedger ? try await storage.ledger(configuration.ledger) : nil
  }
}
