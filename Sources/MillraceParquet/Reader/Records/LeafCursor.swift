/// The values of one column of a row group in order, a page of them in memory.
struct LeafCursor {
  let leaf: ParquetLeaf
  let format: ValueFormat
  private var chunk: ColumnChunkReader
  private var page: DataPage?
  /// Of the next value, null or not, in the page.
  private var position = 0
  /// Of the next value that is there, in the page.
  private var valuePosition = 0

  init(_ file: ParquetFile, rowGroup: Int, leaf: ParquetLeaf) throws(ParquetError) {
    self.leaf = leaf
    self.format = ValueFormat(leaf)
    chunk = try ColumnChunkReader(file, rowGroup: rowGroup, leaf: leaf)
    try readPage()
  }

  /// Goes on to the next page that has values; `page` is nil after the last.
  private mutating func readPage() throws(ParquetError) {
    position = 0
    valuePosition = 0
    repeat { page = try chunk.next() } while page?.count == 0
  }

  /// The repetition level of the next value. Nil at the end of the row group.
  var repetitionLevel: Int? {
    guard let page else { return nil }
    return page.repetitionLevels.isEmpty ? 0 : Int(page.repetitionLevels[position])
  }

  /// The definition level of the next value.
  func definitionLevel() throws(ParquetError) -> Int {
    guard let page else {
      throw ParquetError(.malformed, "column \(leaf.name) has fewer values than the columns beside it")
    }
    return page.definitionLevels.isEmpty ? 0 : Int(page.definitionLevels[position])
  }

  /// Appends the next value, which is there, and goes on.
  mutating func appendNext(to json: inout [UInt8]) throws(ParquetError) {
    guard let page else { return }
    format.appendJSON(page.values, at: valuePosition, to: &json)
    try advance(isPresent: true)
  }

  /// Passes over the next value.
  mutating func skip() throws(ParquetError) {
    try advance(isPresent: try definitionLevel() == leaf.maxDefinitionLevel)
  }

  private mutating func advance(isPresent: Bool) throws(ParquetError) {
    position += 1
    if isPresent { valuePosition += 1 }
    if position == page?.count { try readPage() }
  }
}
