package import MillraceStorage

extension PipelineConfiguration.Sink {
  /// `sink.archive`: messages, kept as objects.
  public struct Archive: Sendable, Equatable {
    /// How messages are laid out in objects.
    public enum Layout: String, Sendable, CaseIterable {
      /// One JSON object for each message.
      case objects
      /// A line for each message of a batch.
      case ndjson
      /// A row for each message of a batch.
      case parquet
    }

    /// When a batch is closed, whichever comes first; not for `layout: objects`.
    public struct Batch: Sendable, Equatable {
      /// `size`: bytes of its messages.
      public var size: Int64 = 64_000_000
      /// `count`: its messages.
      public var count = 10_000
      /// `age`: how long its oldest message has waited.
      public var age = Duration.seconds(60)

      /// A batch with every default.
      public init() {}
    }

    /// `to`: the folder, or the bucket and prefix.
    package var to: Address
    /// `layout`: how messages are laid out in objects.
    public var layout = Layout.objects
    /// `batch`: when a batch is closed.
    public var batch = Batch()
    /// `compression`: the codec of the pages, for `layout: parquet`; for `layout: ndjson` that of the whole file, `gzip` or
    /// `zstd`, and none where it is not said.
    public var compression = PipelineConfiguration.Compression.snappy

    /// Whether the codec counts: lines are not compressed by Snappy.
    var hasCompression: Bool { layout == .parquet || (layout == .ndjson && compression != .snappy) }

    /// Whether the pipeline file names a `ledger`: messages that are kept one by one ask one only then.
    package var asksLedger = false

    package init(to: Address) {
      self.to = to
    }
  }
}

extension PipelineConfiguration {
  /// Whether anything of the pipeline is in its ledger.
  package var asksLedger: Bool {
    guard case .archive(let sink) = sink else { return true }
    return sink.layout != .objects || sink.asksLedger
  }
}
