/// Reads the pages of a column chunk and compares them with its metadata.
struct ColumnChunkVerifier {
  let file: ParquetFile
  let leaf: ParquetLeaf
  let chunk: ColumnChunk
  let place: String
  private let rows: Int64
  private(set) var pages: [PageRecord] = []
  private var totals: ColumnChunkTotals
  private var decoder: DataPageDecoder

  init(_ file: ParquetFile, rowGroup: Int, leaf: ParquetLeaf) {
    let group = file.metadata.rowGroups[rowGroup]
    self.file = file
    self.leaf = leaf
    self.chunk = group.columns[leaf.index]
    self.rows = group.numRows
    self.place = "row group \(rowGroup), column \(leaf.name)"
    self.totals = ColumnChunkTotals(leaf)
    self.decoder = DataPageDecoder(leaf: leaf, codec: chunk.metaData.codec, options: file.options)
  }

  mutating func run(into result: inout ParquetVerification) {
    result.columnChunks += 1
    do throws(ParquetError) {
      var reader = try StoredPageReader(file: file, chunk: chunk)
      while let page = try reader.next() { try check(page, &result) }
    } catch {
      result.report(place, error.message)
      return
    }
    result.values += totals.values
    for fault in totals.faults(against: chunk.metaData, rows: rows) { result.report(place, fault) }
    checkIndexes(&result)
  }

  private mutating func check(_ stored: StoredPage, _ result: inout ParquetVerification) throws(ParquetError) {
    let pagePlace = "\(place), page at byte \(stored.offset)"
    result.pages += 1
    if stored.header.crc != nil { result.checksums += 1 }
    totals.add(stored)
    do throws(ParquetError) {
      if case .dictionary(let header) = stored.header.kind {
        if !pages.isEmpty { result.report(pagePlace, "the dictionary comes after data pages") }
        return try decoder.readDictionary(stored, header)
      }
      guard let page = try decoder.decode(stored) else { return }
      let record = record(of: page)
      for fault in faults(of: page, record) { result.report(pagePlace, fault) }
      totals.add(page, record)
      pages.append(record)
    } catch {
      throw error.at("page at byte \(stored.offset)")
    }
  }

  private func record(of page: DataPage) -> PageRecord {
    var range = ValueRange(order: ValueOrder(leaf))
    range.add(page.values)
    return PageRecord(
      offset: page.offset, storedSize: page.storedSize, firstRow: totals.rows,
      nulls: Int64(page.count - page.values.count), present: page.values.count, range: range)
  }

  private func faults(of page: DataPage, _ record: PageRecord) -> [String] {
    var faults: [String] = []
    var statistics: Statistics?
    let startsRow = (page.repetitionLevels.first ?? 0) == 0
    switch page.header.kind {
    case .data(let header): statistics = header.statistics
    case .dataV2(let header):
      statistics = header.statistics
      if Int64(header.numNulls) != record.nulls {
        faults.append("num_nulls is \(header.numNulls), not \(record.nulls)")
      }
      if Int(header.numRows) != page.rowCount { faults.append("num_rows is \(header.numRows), not \(page.rowCount)") }
      if !startsRow { faults.append("a page of version 2 begins within a row") }
    case .dictionary, .other: break
    }
    if !startsRow, pages.isEmpty || chunk.offsetIndexOffset != nil {
      faults.append("the page begins within a row")
    }
    if let statistics { faults += Self.faults(of: statistics, nulls: record.nulls, record.range, leaf) }
    if [.string, .enum, .json].contains(leaf.logical), case .bytes(let texts) = page.values {
      if let index = (0..<texts.count).first(where: { !JSONText.isUTF8(texts[$0]) }) {
        faults.append("value \(index) is not UTF-8, which \(leaf.logical?.name ?? "text") values are")
      }
    }
    return faults
  }

  /// What is wrong with statistics of values in a range.
  static func faults(
    of statistics: Statistics, nulls: Int64, _ range: ValueRange, _ leaf: ParquetLeaf
  ) -> [String] {
    var faults: [String] = []
    if let count = statistics.nullCount, count != nulls { faults.append("null_count is \(count), not \(nulls)") }
    faults += range.faults(
      of: ValueRange.Bounds(
        least: statistics.minValue, greatest: statistics.maxValue, isLeastExact: statistics.isMinValueExact,
        isGreatestExact: statistics.isMaxValueExact), leaf)
    return faults
  }
}
