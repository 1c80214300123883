/// Reads the rows of a Parquet file as JSON objects, one after another.
///
/// Values are shown by their meaning: strings as they are, timestamps, dates and times in ISO 8601, decimals with all
/// their digits, UUIDs as text, other bytes as base64, maps as objects. Numbers that JSON does not have are the
/// strings `NaN`, `Infinity` and `-Infinity`. Memory holds one page a column (and its dictionary), and one row.
package struct ParquetRowReader {
  private let file: ParquetFile
  private let leaves: [ParquetLeaf]
  private let columns: [RecordAssembler.Column]
  private var rowGroup = -1
  private var rowsLeftInGroup: Int64 = 0
  private var rowsLeft: Int
  private var assembler: RecordAssembler?

  /// - Parameters:
  ///   - columns: names of the top-level columns to read, in the order in which they are wanted; nil for all.
  ///   - limit: how many rows to read at most; nil for all.
  /// - Throws: `invalidArgument` for a name that the file does not have.
  package init(_ file: ParquetFile, columns names: [String]? = nil, limit: Int? = nil) throws(ParquetError) {
    self.file = file
    let fields = try file.topLevelColumns(named: names)
    self.columns = RecordNode.nodes(of: fields.map(\.node)).map(RecordAssembler.Column.init)
    self.leaves = fields.flatMap { file.schema.leaves[$0.leaves] }
    self.rowsLeft = limit ?? .max
  }

  /// Appends the next row, without a line feed after it. False at the end, with nothing appended.
  package mutating func appendNext(to json: inout [UInt8]) throws(ParquetError) -> Bool {
    guard rowsLeft > 0 else { return false }
    while rowsLeftInGroup == 0 {
      guard rowGroup + 1 < file.metadata.rowGroups.count else { return false }
      try openRowGroup(rowGroup + 1)
    }
    let start = json.count
    do throws(ParquetError) {
      try assembler?.appendRow(to: &json)
    } catch {
      json.removeSubrange(start...)
      throw error.message.hasPrefix(file.bytes.name) ? error : error.at("\(file.bytes.name): row group \(rowGroup)")
    }
    rowsLeftInGroup -= 1
    rowsLeft -= 1
    return true
  }

  private mutating func openRowGroup(_ index: Int) throws(ParquetError) {
    rowGroup = index
    rowsLeftInGroup = file.metadata.rowGroups[index].numRows
    assembler = nil
    guard rowsLeftInGroup > 0 else { return }
    var cursors: [LeafCursor] = []
    for leaf in leaves { cursors.append(try LeafCursor(file, rowGroup: index, leaf: leaf)) }
    assembler = RecordAssembler(columns: columns, cursors: cursors)
  }
}
