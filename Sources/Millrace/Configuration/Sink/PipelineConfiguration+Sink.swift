extension PipelineConfiguration {
  /// `sink`: what a pipeline makes; exactly one of its keys.
  public enum Sink: Sendable, Equatable {
    /// `parquet`: Parquet files, one for each manifest.
    case parquet(Parquet)
    /// `results`: a JSON object for each object that was processed.
    case results(Results)
    /// `archive`: the messages themselves, as objects.
    case archive(Archive)

    /// The key that chooses it.
    var key: String {
      switch self {
      case .parquet: "parquet"
      case .results: "results"
      case .archive: "archive"
      }
    }
  }

  /// The keys at the top level that only some sinks have a use for.
  static let keysOfSinks: [(key: String, sinks: [String])] = [
    ("process", ["results"]), ("pipelines", ["results"]), ("format", ["parquet"]), ("bad-records", ["parquet"]),
    ("manifests", ["parquet"]), ("manifest-queue", ["parquet"]), ("workers", ["parquet"]),
    ("checks", ["parquet", "results"]), ("line-limit", ["parquet", "results"]),
    ("inflated-limit", ["parquet", "results"]), ("inflation-ratio", ["parquet", "results"]),
    ("prefetch", ["parquet", "results"]),
  ]

  /// `sink.parquet`; nil where the sink is another. Setting nil does nothing.
  public var parquet: Sink.Parquet? {
    get { if case .parquet(let parquet) = sink { parquet } else { nil } }
    set { if let newValue { sink = .parquet(newValue) } }
  }
}
