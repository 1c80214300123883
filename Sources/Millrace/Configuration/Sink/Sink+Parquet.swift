package import MillraceStorage

extension PipelineConfiguration.Sink {
  /// `sink.parquet`: Parquet files, one for each manifest.
  public struct Parquet: Sendable, Equatable {
    /// `to`: the folder, or the bucket and prefix.
    package var to: Address
    /// `partition`: whether outputs go to `date=YYYY-MM-DD` folders. Default: `date` where names hold a date.
    public var partition = PipelineConfiguration.Partition.date
    /// `columns`: which columns there are, and their types.
    public var columns = PipelineConfiguration.Columns.strings
    /// `compression`: the codec of the pages.
    public var compression = PipelineConfiguration.Compression.snappy
    /// `row-group`: input bytes for each row group.
    public var rowGroup = 64_000_000
    /// `batch`: when a manifest is closed.
    public var batch = PipelineConfiguration.Batch()

    package init(to: Address) {
      self.to = to
    }
  }
}

extension PipelineConfiguration {
  /// How outputs are laid out below the folder.
  public enum Partition: String, Sendable, CaseIterable {
    /// By the date in the file's name.
    case date
    /// All in one folder.
    case none
  }

  /// Which columns a data set has.
  public enum Columns: Sendable, Equatable {
    /// One string column for each key that is seen.
    case strings
    /// Typed columns, found in a sample and kept in the ledger.
    case inferred
    /// Exactly these; what does not fit goes to the column `_rescued`.
    case explicit([Column])
  }

  /// A column as a person writes it: `amount: decimal(12,2)`.
  public struct Column: Sendable, Equatable {
    /// The key in the records.
    public var name: String
    /// The type, such as `string`, `timestamp` or `list<string>`.
    public var type: String

    /// A column of that name and type.
    public init(name: String, type: String) {
      self.name = name
      self.type = type
    }
  }

  /// The codec of the pages of a Parquet file.
  public enum Compression: String, Sendable, CaseIterable {
    /// Snappy: fast, and read by everything.
    case snappy
    /// Zstandard: smaller.
    case zstd
    /// gzip.
    case gzip
    /// No compression.
    case none
  }

  /// When a manifest is closed: whichever comes first.
  public struct Batch: Sendable, Equatable {
    /// `size`: stored bytes of its inputs.
    public var size: Int64 = 1_000_000_000
    /// `age`: how long its oldest input has waited.
    public var age = Duration.seconds(300)

    /// A batch with every default.
    public init() {}
  }
}
