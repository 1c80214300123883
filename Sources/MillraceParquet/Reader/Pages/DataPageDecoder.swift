/// Turns stored pages of one column chunk into levels and values.
struct DataPageDecoder {
  private let leaf: ParquetLeaf
  private let decompressor: PageDecompressor
  private let options: ParquetReaderOptions
  private(set) var dictionary: ColumnValues?

  init(leaf: ParquetLeaf, codec: CompressionCodec, options: ParquetReaderOptions) {
    self.leaf = leaf
    self.decompressor = PageDecompressor(codec: codec)
    self.options = options
  }

  /// Reads the dictionary that the data pages after it refer to.
  mutating func readDictionary(_ page: StoredPage, _ header: DictionaryPageHeader) throws(ParquetError) {
    guard dictionary == nil else { throw ParquetError(.malformed, "a second dictionary page") }
    let encoding = Encoding(rawValue: header.encoding)
    guard encoding == .plain || encoding == .plainDictionary else {
      throw Self.unsupported(encoding: header.encoding)
    }
    let count = try check(count: header.numValues)
    var cursor = ByteCursor(
      try decompressor.decompress(page.body, 0..<page.body.count, to: Int(page.header.uncompressedPageSize)))
    dictionary = try PlainDecoder.decode(count, of: leaf.physical, length: leaf.typeLength, from: &cursor)
  }

  /// Decodes a data page; nil for a page of another kind.
  func decode(_ page: StoredPage) throws(ParquetError) -> DataPage? {
    switch page.header.kind {
    case .data(let header): try decode(page, header)
    case .dataV2(let header): try decode(page, header)
    case .dictionary, .other: nil
    }
  }

  private func decode(_ page: StoredPage, _ header: DataPageHeader) throws(ParquetError) -> DataPage {
    let count = try check(count: header.numValues)
    let encoding = try Self.encoding(header.encoding)
    var cursor = ByteCursor(
      try decompressor.decompress(page.body, 0..<page.body.count, to: Int(page.header.uncompressedPageSize)))
    let repetition = try LevelDecoder.decode(
      count, maximum: leaf.maxRepetitionLevel, encoding: header.repetitionLevelEncoding, from: &cursor)
    let definition = try LevelDecoder.decode(
      count, maximum: leaf.maxDefinitionLevel, encoding: header.definitionLevelEncoding, from: &cursor)
    return DataPage(
      offset: page.offset, storedSize: page.storedSize, header: page.header, encoding: encoding, count: count,
      repetitionLevels: repetition, definitionLevels: definition,
      values: try values(count, definition, encoding, from: &cursor))
  }

  private func decode(_ page: StoredPage, _ header: DataPageHeaderV2) throws(ParquetError) -> DataPage {
    let count = try check(count: header.numValues)
    let encoding = try Self.encoding(header.encoding)
    var stored = ByteCursor(page.body)
    let repetitionRange = try stored.take(Int(header.repetitionLevelsByteLength))
    let definitionRange = try stored.take(Int(header.definitionLevelsByteLength))
    let repetition = try LevelDecoder.decodeRuns(
      count, maximum: leaf.maxRepetitionLevel, in: page.body, repetitionRange)
    let definition = try LevelDecoder.decodeRuns(
      count, maximum: leaf.maxDefinitionLevel, in: page.body, definitionRange)
    let size = Int(page.header.uncompressedPageSize) - stored.position
    let rest = stored.position..<page.body.count
    var cursor = ByteCursor(page.body, rest)
    if header.isCompressed ?? true {
      cursor = ByteCursor(try decompressor.decompress(page.body, rest, to: size))
    }
    return DataPage(
      offset: page.offset, storedSize: page.storedSize, header: page.header, encoding: encoding, count: count,
      repetitionLevels: repetition, definitionLevels: definition,
      values: try values(count, definition, encoding, from: &cursor))
  }

  private func values(
    _ count: Int, _ definition: [UInt16], _ encoding: Encoding, from cursor: inout ByteCursor
  ) throws(ParquetError) -> ColumnValues {
    let highest = UInt16(leaf.maxDefinitionLevel)
    let present = leaf.maxDefinitionLevel == 0 ? count : definition.reduce(0) { $0 + ($1 == highest ? 1 : 0) }
    let decoder = ValueDecoder(leaf: leaf, dictionary: dictionary, limit: options.maximumPageBytes)
    return try decoder.decode(present, encoding, from: &cursor)
  }

  private func check(count: Int32) throws(ParquetError) -> Int {
    guard count >= 0 else { throw ParquetError(.malformed, "a page of \(count) values") }
    guard count <= options.maximumPageValues else {
      throw ParquetError(
        .unsupported, "a page of \(count) values, more than the limit of \(options.maximumPageValues)")
    }
    return Int(count)
  }

  private static func encoding(_ value: Int32) throws(ParquetError) -> Encoding {
    guard let encoding = Encoding(rawValue: value) else { throw unsupported(encoding: value) }
    return encoding
  }

  private static func unsupported(encoding value: Int32) -> ParquetError {
    let name = Encoding(rawValue: value)?.name ?? "number \(value)"
    return ParquetError(.unsupported, "the encoding \(name) is not read here; write the file with another one")
  }
}
