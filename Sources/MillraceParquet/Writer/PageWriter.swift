internal import MillraceCompression

/// Compresses the pages of one column chunk and remembers where each begins.
///
/// The first data page shows whether compressing pays. Where it saves next to nothing (random identifiers, digits of
/// measurements), the chunk is stored as it is: Parquet names the codec for each chunk.
struct PageWriter: ~Copyable {
  /// Compressing pays if it leaves at most this share of the bytes.
  static let worthwhileRatio = 0.9
  /// Smaller first pages tell nothing.
  private static let telling = 4_096

  private var dictionaryPage = EncodingBuffer()
  private var dataPages = EncodingBuffer()
  private var pages: [EncodedColumnChunk.Page] = []
  private var uncompressedSize = 0
  private var rows = 0
  private var isStored = false

  var memorySize: Int { dictionaryPage.capacity + dataPages.capacity }
  var pageCount: Int { pages.count }

  /// Adds a data page (version 1) whose body, levels first, is `body`.
  mutating func appendDataPage(
    _ body: UnsafeRawBufferPointer, slots: Int, rows pageRows: Int, encoding: Encoding,
    statistics: ColumnStatistics, compressor: PageCompressor
  ) throws {
    let offset = dataPages.count
    let kind = PageHeader.Kind.data(
      DataPageHeader(
        numValues: Int32(slots), encoding: encoding.rawValue, definitionLevelEncoding: .rle,
        repetitionLevelEncoding: .rle, statistics: nil))
    var size = try compressor.appendPage(body, kind: kind, isStored: isStored, to: &dataPages)
    if pages.isEmpty && !isStored && doesNotPay(body.count) {
      isStored = true
      dataPages.count = offset
      size = try compressor.appendPage(body, kind: kind, isStored: true, to: &dataPages)
    }
    uncompressedSize += size
    pages.append(
      .init(
        offset: offset, size: dataPages.count - offset, firstRow: rows, slots: slots, encoding: encoding,
        statistics: statistics))
    rows += pageRows
  }

  private func doesNotPay(_ bodySize: Int) -> Bool {
    dictionaryPage.count == 0 && bodySize >= Self.telling
      && Double(dataPages.count) > Double(bodySize) * Self.worthwhileRatio
  }

  /// Sets the dictionary page; `body` is its values in PLAIN encoding.
  mutating func setDictionaryPage(_ body: UnsafeRawBufferPointer, values: Int, compressor: PageCompressor) throws {
    let header = DictionaryPageHeader(numValues: Int32(values), encoding: Encoding.plain.rawValue)
    uncompressedSize += try compressor.appendPage(
      body, kind: .dictionary(header), isStored: isStored, to: &dictionaryPage)
  }

  /// Hands over what was written; the writer is as new afterwards.
  mutating func finish(statistics: ColumnStatistics, compressor: PageCompressor) -> EncodedColumnChunk {
    var empty = PageWriter()
    swap(&self, &empty)
    return empty.taken(statistics: statistics, codec: empty.isStored ? .none : compressor.codec)
  }

  private consuming func taken(statistics: ColumnStatistics, codec: BlockCodec) -> EncodedColumnChunk {
    EncodedColumnChunk(
      dictionaryPage: dictionaryPage, dataPages: dataPages, pages: pages, uncompressedSize: uncompressedSize,
      statistics: statistics, codec: codec)
  }
}
