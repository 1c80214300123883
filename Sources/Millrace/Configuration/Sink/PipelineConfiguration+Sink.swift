extension PipelineConfiguration {
  /// `sink`: what a pipeline makes; exactly one of its keys.
  public enum Sink: Sendable, Equatable {
    /// `parquet`: Parquet files, one for each manifest.
    case parquet(Parquet)
    /// `results`: a JSON object for each object that was processed.
    case results(Results)
    /// `archive`: the messages themselves, as objects.
    case archive(Archive)
    /// `converted`: an output for each object.
    case converted(Converted)
    /// `webhook`: each message is posted to an HTTP endpoint.
    case webhook(Webhook)
    /// `queue`: the records of files, as messages.
    case queue(Queue)

    /// The key that chooses it.
    var key: String {
      switch self {
      case .parquet: "parquet"
      case .results: "results"
      case .archive: "archive"
      case .converted: "converted"
      case .webhook: "webhook"
      case .queue: "queue"
      }
    }
  }

  /// The keys at the top level that only some sinks have a use for.
  static let keysOfSinks: [(key: String, sinks: [String])] = [
    ("process", ["results"]), ("pipelines", ["results", "converted", "webhook", "queue"]),
    ("format", ["parquet", "converted", "queue"]), ("junk", ["queue"]),
    ("bad-records", ["parquet", "converted", "queue"]),
    ("manifests", ["parquet"]), ("manifest-queue", ["parquet"]), ("workers", ["parquet", "converted"]),
    ("checks", ["parquet", "results", "converted"]), ("line-limit", ["parquet", "results", "converted", "queue"]),
    ("inflated-limit", ["parquet", "results", "converted", "queue"]),
    ("inflation-ratio", ["parquet", "results", "converted", "queue"]),
    ("prefetch", ["parquet", "results", "converted", "queue"]), ("notify", ["parquet", "results", "converted"]),
  ]

  /// `sink.queue`; nil where the sink is another. Setting nil does nothing.
  public var queueSink: Sink.Queue? {
    get { if case .queue(let queue) = sink { queue } else { nil } }
    set { if let newValue { sink = .queue(newValue) } }
  }

  /// `sink.parquet`; nil where the sink is another. Setting nil does nothing.
  public var parquet: Sink.Parquet? {
    get { if case .parquet(let parquet) = sink { parquet } else { nil } }
    set { if let newValue { sink = .parquet(newValue) } }
  }
}
