internal import MillraceCompression

/// Compresses the pages of one column chunk and remembers where each begins.
struct PageWriter: ~Copyable {
  private var dictionaryPage = EncodingBuffer()
  private var dataPages = EncodingBuffer()
  private var pages: [EncodedColumnChunk.Page] = []
  private var uncompressedSize = 0
  private var rows = 0

  var memorySize: Int { dictionaryPage.capacity + dataPages.capacity }
  var pageCount: Int { pages.count }

  /// Adds a data page (version 1) whose body, levels first, is `body`.
  mutating func appendDataPage(
    _ body: UnsafeRawBufferPointer, slots: Int, rows pageRows: Int, encoding: Encoding,
    statistics: ColumnStatistics, compressor: PageCompressor
  ) throws {
    let offset = dataPages.count
    let header = DataPageHeader(
      numValues: Int32(slots), encoding: encoding.rawValue, definitionLevelEncoding: .rle,
      repetitionLevelEncoding: .rle, statistics: nil)
    uncompressedSize += try compressor.appendPage(body, kind: .data(header), to: &dataPages)
    pages.append(
      .init(
        offset: offset, size: dataPages.count - offset, firstRow: rows, slots: slots, encoding: encoding,
        statistics: statistics))
    rows += pageRows
  }

  /// Sets the dictionary page; `body` is its values in PLAIN encoding.
  mutating func setDictionaryPage(_ body: UnsafeRawBufferPointer, values: Int, compressor: PageCompressor) throws {
    let header = DictionaryPageHeader(numValues: Int32(values), encoding: Encoding.plain.rawValue)
    uncompressedSize += try compressor.appendPage(body, kind: .dictionary(header), to: &dictionaryPage)
  }

  /// Hands over what was written; the writer is as new afterwards.
  mutating func finish(statistics: ColumnStatistics) -> EncodedColumnChunk {
    var empty = PageWriter()
    swap(&self, &empty)
    return empty.taken(statistics: statistics)
  }

  private consuming func taken(statistics: ColumnStatistics) -> EncodedColumnChunk {
    EncodedColumnChunk(
      dictionaryPage: dictionaryPage, dataPages: dataPages, pages: pages, uncompressedSize: uncompressedSize,
      statistics: statistics)
  }
}
