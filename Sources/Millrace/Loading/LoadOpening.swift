internal import Foundation
internal import MillraceCSV
internal import MillraceCompression
internal import MillraceJSON
internal import MillracePacking
internal import MillraceStorage

/// Opens pipelines that load files into a queue, as pipeline files describe them.
struct LoadOpening {
  private let configuration: PipelineConfiguration
  private let storage: any StorageProvider
  private let events: any EventSink

  init(_ configuration: PipelineConfiguration, _ storage: any StorageProvider, _ events: any EventSink) {
    self.configuration = configuration
    self.storage = storage
    self.events = events
  }

  func pipeline(_ sink: PipelineConfiguration.Sink.Queue) async throws -> any PipelineBody {
    let source = try await source()
    var parts = LoadParts(
      source: source, queue: try await storage.queue(sink.to), ledger: try await storage.ledger(configuration.ledger),
      quarantine: QuarantineStore(store: try await storage.objectStore(configuration.quarantine)),
      packing: try packing(sink))
    if case .claimCheck(let address) = sink.oversize {
      parts.oversize = .claimCheck(try await storage.objectStore(address))
    }
    parts.messageBytes = sink.messageSize
    parts.retry = RetryPolicy(maximumAttempts: configuration.attempts, firstDelay: 1, maximumDelay: 60)
    return LoadPipeline(parts: parts, options: options(sink), events: events)
  }

  private func source() async throws -> LoadSource {
    guard case .s3Events(let source) = configuration.source else { return .listing(try await listing()) }
    var files = EventedFiles(
      queue: try await DeliveryOpening(configuration, storage, events).queue(
        source.queue, deadLetter: source.deadLetter),
      buckets: BucketBook(storage: storage, base: source.objects), match: source.match)
    files.consumer.shutdownDeadline = configuration.shutdownDeadline
    files.consumer.maximumMessages = configuration.prefetch.messages ?? 2 * configuration.pipelines
    return .events(files)
  }

  private func listing() async throws -> any FileListing {
    switch configuration.source {
    case .directory(let source):
      guard FileManager.default.fileExists(atPath: source.path) else {
        throw PipelineError(
          .sourceUnavailable,
          "the source folder \(source.path) is not there; make it, or correct “source.directory”")
      }
      let store = try await storage.objectStore(Address(scheme: .file, path: source.path))
      return FolderListing(source, store: store, events: events)
    case .s3List(let source): return try await listing(source)
    case .httpIndex(let source):
      return StoreListing(
        store: try await storage.objectStore(source.url), isRecursive: source.recursive, settle: source.settle,
        match: source.match, poll: source.poll)
    case .s3Events, .sqs:
      throw PipelineError(
        .configuration,
        "“sink.queue” loads files that are listed or told of: use “source: {directory: …}”, “s3-list”, “http-index” or "
          + "“s3-events”")
    }
  }

  private func listing(_ source: PipelineConfiguration.Source.S3List) async throws -> any FileListing {
    let bucket = String(source.from.path.prefix { $0 != "/" })
    let rest = source.from.path.dropFirst(bucket.count + 1)
    let store = try await storage.bucket(bucket, in: source.objects)
    return StoreListing(
      store: store, prefix: rest.isEmpty ? "" : "\(rest)/", bucket: bucket, match: source.match, poll: source.poll)
  }

  private func options(_ sink: PipelineConfiguration.Sink.Queue) -> LoadOptions {
    var options = LoadOptions(pipeline: configuration.name)
    options.readers = configuration.pipelines
    options.readAhead = max(1, configuration.prefetch.bytes / max(1, configuration.pipelines))
    options.limits.maximumBytes = configuration.limits.inflated
    options.limits.maximumRatio = configuration.limits.inflationRatio
    options.sending.batches = sink.inFlight
    options.sending.bytes = configuration.prefetch.bytes
    options.checks = configuration.checks
    options.badRecords = configuration.badRecords
    options.attempts = configuration.attempts
    options.shutdownDeadline = configuration.shutdownDeadline
    return options
  }

  /// - Throws: `PipelineError` where an expression is none, which reading the pipeline file has found before.
  private func packing(_ sink: PipelineConfiguration.Sink.Queue) throws -> PackingOptions {
    var options = PackingOptions()
    options.format = configuration.format.packing(csv: configuration.csv)
    options.junk = try configuration.junk.packing
    options.transform = configuration.recordTransform(events)
    options.layout = MessageLayout(rawValue: sink.layout.rawValue) ?? .ndjson
    options.forbidden = sink.forbidden == .escape ? .escape : .quarantine
    options.maximumRecordBytes = configuration.limits.line
    if case .expression(let text) = sink.group { options.group = try JMESPath(text) }
    return options
  }
}

extension PipelineConfiguration.Format {
  fileprivate func packing(csv: CSVDialect) -> PackingFormat {
    switch self {
    case .auto: .auto
    case .ndjson: .ndjson
    case .json: .json
    case .csv: .csv(csv)
    }
  }
}

extension PipelineConfiguration.Junk {
  fileprivate var packing: JunkRules {
    get throws {
      switch self {
      case .standard: return .default
      case .none: return .none
      case .rules(let list):
        var rules = JunkRules.none
        for rule in list {
          switch rule {
          case .known(.byteOrderMark): rules.byteOrderMark = true
          case .known(.slashLines): rules.slashLines = true
          case .known(.hashLines): rules.hashLines = true
          case .known(.blockComments): rules.blockComments = true
          case .known(.responsePrefix): rules.responsePrefix = true
          case .lines(let text): rules.patterns.append(try JunkPattern(text))
          }
        }
        return rules
      }
    }
  }
}
