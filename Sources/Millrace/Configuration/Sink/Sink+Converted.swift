package import MillraceStorage

extension PipelineConfiguration.Sink {
  /// `sink.converted`: one output for each input.
  public struct Converted: Sendable, Equatable {
    /// What an input becomes.
    public enum Form: String, Sendable, CaseIterable {
      /// A Parquet file.
      case parquet
      /// One JSON object a line.
      case ndjson
      /// CSV as RFC 4180 has it: commas, double quotes, UTF-8, a header.
      case csv
    }

    /// `to`: the folder, or the bucket and prefix.
    package var to: Address
    /// `as`: what an input becomes.
    public var form = Form.parquet
    /// `columns`: which columns there are, and their types; for `as: parquet`.
    public var columns = PipelineConfiguration.Columns.strings
    /// `compression`: the codec of the pages, for `as: parquet`; for text that of the whole file, `gzip` or `zstd`. Default:
    /// `snappy` for Parquet, `none` for text.
    public var compression = PipelineConfiguration.Compression.snappy
    /// `row-group`: input bytes for each row group, or each piece of text that is converted at a time.
    public var rowGroup = 64_000_000

    package init(to: Address) {
      self.to = to
    }
  }
}
