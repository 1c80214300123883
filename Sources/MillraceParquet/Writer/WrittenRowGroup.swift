internal import MillraceCompression

/// A row group in the file, as the footer will describe it.
struct WrittenRowGroup {
  var rows: Int
  /// Where its first column begins.
  var offset: Int
  var columns: [WrittenColumn] = []
}

/// A column chunk in the file. Offsets are in bytes from the start of the file.
struct WrittenColumn {
  var dictionaryOffset: Int?
  var dataOffset: Int
  var compressedSize: Int
  var uncompressedSize: Int
  var pages: [EncodedColumnChunk.Page]
  var statistics: ColumnStatistics
  var codec: BlockCodec
}
