/// What the pages of a column chunk were found to hold together.
struct ColumnChunkTotals {
  /// Pages of one kind in one encoding.
  private struct PageGroup: Hashable {
    var isDictionary: Bool
    var encoding: Encoding

    /// Data pages of both versions are taken for one kind: parquet-cpp records those of version 2 as version 1.
    init(_ type: PageType, _ encoding: Encoding) {
      isDictionary = type == .dictionaryPage
      self.encoding = encoding
    }
  }

  private let leaf: ParquetLeaf
  /// Nulls included.
  private(set) var values: Int64 = 0
  private(set) var rows: Int64 = 0
  private var nulls: Int64 = 0
  private var storedBytes: Int64 = 0
  private var uncompressedBytes: Int64 = 0
  private var byteArrayBytes: Int64 = 0
  private var groups: [PageGroup: Int32] = [:]
  private var range: ValueRange
  private var dictionaryOffset: Int?
  private var firstDataOffset: Int?
  private var definitionHistogram: [Int64]
  private var repetitionHistogram: [Int64]

  init(_ leaf: ParquetLeaf) {
    self.leaf = leaf
    range = ValueRange(order: ValueOrder(leaf))
    definitionHistogram = Array(repeating: 0, count: leaf.maxDefinitionLevel + 1)
    repetitionHistogram = Array(repeating: 0, count: leaf.maxRepetitionLevel + 1)
  }

  /// Adds a page as it is stored.
  mutating func add(_ page: StoredPage) {
    storedBytes += Int64(page.storedSize)
    uncompressedBytes += Int64(page.headerSize) + Int64(page.header.uncompressedPageSize)
    switch page.header.kind {
    case .data(let header): count(.dataPage, header.encoding)
    case .dataV2(let header): count(.dataPageV2, header.encoding)
    case .dictionary(let header):
      count(.dictionaryPage, header.encoding)
      dictionaryOffset = page.offset
    case .other: break
    }
  }

  private mutating func count(_ type: PageType, _ encoding: Int32) {
    guard let encoding = Encoding(rawValue: encoding) else { return }
    groups[PageGroup(type, encoding), default: 0] += 1
  }

  /// Adds a data page by what it holds.
  mutating func add(_ page: DataPage, _ record: PageRecord) {
    firstDataOffset = firstDataOffset ?? page.offset
    values += Int64(page.count)
    rows += Int64(page.rowCount)
    nulls += record.nulls
    range.add(record.range)
    if leaf.physical == .byteArray, case .bytes(let strings) = page.values {
      byteArrayBytes += strings.ranges.reduce(0) { $0 + Int64($1.count) }
    }
    Self.count(page.definitionLevels, page.count, into: &definitionHistogram)
    Self.count(page.repetitionLevels, page.count, into: &repetitionHistogram)
  }

  private static func count(_ levels: [UInt16], _ count: Int, into histogram: inout [Int64]) {
    if levels.isEmpty { histogram[0] += Int64(count) }
    for level in levels { histogram[Int(level)] += 1 }
  }

  /// What the metadata says otherwise.
  func faults(against meta: ColumnMetaData, rows expectedRows: Int64) -> [String] {
    var faults: [String] = []
    func expect<Value: Equatable>(_ name: String, _ recorded: Value?, _ found: Value?) {
      guard let recorded, recorded != found else { return }
      faults.append("\(name) is \(recorded), and \(found.map { "\($0)" } ?? "nothing") was found")
    }
    expect("the number of rows", expectedRows, rows)
    expect("num_values", meta.numValues, values)
    // What some writers record of the sizes of nothing is not what they have stored.
    guard values > 0 else { return faults }
    expect("total_compressed_size", meta.totalCompressedSize, storedBytes)
    expect("total_uncompressed_size", meta.totalUncompressedSize, uncompressedBytes)
    expect("data_page_offset", Int(meta.dataPageOffset), firstDataOffset)
    if meta.dictionaryPageOffset != 0 || dictionaryOffset != nil {
      expect("dictionary_page_offset", meta.dictionaryPageOffset.map(Int.init), dictionaryOffset)
    }
    if let sizes = meta.sizeStatistics {
      expect("unencoded_byte_array_data_bytes", sizes.unencodedByteArrayDataBytes, byteArrayBytes)
      expect("definition_level_histogram", Self.nonEmpty(sizes.definitionLevelHistogram), definitionHistogram)
      expect("repetition_level_histogram", Self.nonEmpty(sizes.repetitionLevelHistogram), repetitionHistogram)
    }
    if let statistics = meta.statistics {
      faults += ColumnChunkVerifier.faults(of: statistics, nulls: nulls, range, leaf)
    }
    return faults + encodingFaults(meta)
  }

  /// Writers may leave a histogram out by writing it empty.
  private static func nonEmpty(_ histogram: [Int64]?) -> [Int64]? {
    histogram?.isEmpty ?? true ? nil : histogram
  }

  private func encodingFaults(_ meta: ColumnMetaData) -> [String] {
    var faults: [String] = []
    // Some writers leave out the encoding of the dictionary itself, which is always PLAIN.
    for group in groups.keys where !group.isDictionary && !meta.encodings.contains(group.encoding) {
      faults.append("\(group.encoding.name) is used and not among the encodings")
    }
    if let stats = meta.encodingStats {
      var recorded: [PageGroup: Int32] = [:]
      for stat in stats { recorded[PageGroup(stat.pageType, stat.encoding), default: 0] += stat.count }
      if recorded.filter({ $0.value != 0 }) != groups {
        faults.append("encoding_stats do not agree with the pages")
      }
    }
    return faults
  }
}
