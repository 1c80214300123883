extension PipelineConfiguration {
  /// `format`: how records are laid out in a file. Compression is detected from the bytes.
  public enum Format: String, Sendable, CaseIterable {
    /// One JSON object a line.
    case ndjson
    /// A whole file that is an array of objects, or one object.
    case json
    /// Whichever of the two the content shows: an array's elements, one document, or one after the other.
    case auto
    /// Records of fields, by `csv`.
    case csv

    /// The patterns taken where `match` says nothing.
    var defaultMatch: [GlobPattern] {
      let text =
        switch self {
        case .ndjson: "*.{ndjson,jsonl,json}{,.gz,.zst}"
        case .json: "*.json{,.gz,.zst}"
        case .auto: "*"
        case .csv: "*.{csv,tsv}{,.gz,.zst}"
        }
      return (try? GlobPattern(text)).map { [$0] } ?? []
    }
  }

  /// Puts the patterns of the format where the file names none. What is only processed need not have a name that fits.
  mutating func completeMatch() {
    let all = (try? GlobPattern("*")).map { [$0] } ?? []
    let patterns = convertsRecords ? format.defaultMatch : all
    switch source {
    case .directory(var source) where source.match.isEmpty:
      source.match = patterns
      self.source = .directory(source)
    case .s3Events(var source) where source.match.isEmpty:
      source.match = patterns
      self.source = .s3Events(source)
    case .s3List(var source) where source.match.isEmpty:
      source.match = patterns
      self.source = .s3List(source)
    case .httpIndex(var source) where source.match.isEmpty:
      source.match = patterns
      self.source = .httpIndex(source)
    default: break
    }
  }

  /// Whether the sink reads records of objects, in a format.
  package var convertsRecords: Bool {
    switch sink {
    case .parquet, .converted: true
    case .results, .archive, .webhook, .queue: false
    }
  }

  /// What one input may ask for; beyond any of these it is quarantined.
  public struct Limits: Sendable, Equatable {
    /// `line-limit`: the longest record in bytes.
    public var line = 64 << 20
    /// `inflated-limit`: the most bytes one compressed input may inflate to; `nil` is `none`.
    public var inflated: Int64?
    /// `inflation-ratio`: the most bytes one compressed byte may inflate to, on average.
    public var inflationRatio = 1000.0

    /// Limits with every default.
    public init() {}
  }

  /// `bad-records.limit`: from how many bad records on a whole file is quarantined.
  public enum BadRecordLimit: Sendable, Equatable {
    /// Never: bad records go to quarantine one by one.
    case none
    /// Beyond this many.
    case count(Int)
    /// Beyond this share (0 to 1) of the file's records.
    case fraction(Double)
  }
}
