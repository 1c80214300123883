internal import MillraceCompression

/// All pages of one column in one row group, compressed, with what the footer must say of them.
package final class EncodedColumnChunk {
  /// One data page.
  struct Page {
    /// Where its header begins, in bytes from the first data page.
    var offset: Int
    /// Bytes with its header.
    var size: Int
    /// Index of its first row within the row group.
    var firstRow: Int
    /// Levels: values, nulls and empty lists.
    var slots: Int
    var encoding: Encoding
    var statistics: ColumnStatistics
  }

  /// Header and compressed body of the dictionary page, empty where there is none.
  let dictionaryPage: EncodingBuffer
  /// Headers and compressed bodies of the data pages.
  let dataPages: EncodingBuffer
  let pages: [Page]
  /// Bytes before compression, headers included.
  let uncompressedSize: Int
  let statistics: ColumnStatistics
  /// `none` where compressing the chunk did not pay.
  let codec: BlockCodec

  init(
    dictionaryPage: consuming EncodingBuffer, dataPages: consuming EncodingBuffer, pages: [Page],
    uncompressedSize: Int, statistics: ColumnStatistics, codec: BlockCodec
  ) {
    self.dictionaryPage = dictionaryPage
    self.dataPages = dataPages
    self.pages = pages
    self.uncompressedSize = uncompressedSize
    self.statistics = statistics
    self.codec = codec
  }

  package var compressedSize: Int { dictionaryPage.count + dataPages.count }
  var slots: Int { pages.reduce(0) { $0 + $1.slots } }
}
