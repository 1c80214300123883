/// A column chunk, decoded as a whole.
package struct ColumnContents: Sendable, Equatable {
  /// The values that are there.
  package var values: ColumnValues
  /// One a value, null or not; empty when the column's maximum is 0.
  package var definitionLevels: [UInt16]
  /// One a value, null or not; empty when the column's maximum is 0.
  package var repetitionLevels: [UInt16]
}

extension ParquetFile {
  /// Reads a column of a row group into memory.
  package func readColumn(rowGroup: Int, leaf: ParquetLeaf) throws(ParquetError) -> ColumnContents {
    var reader = try ColumnChunkReader(self, rowGroup: rowGroup, leaf: leaf)
    var contents = ColumnContents(values: .none(of: leaf.physical), definitionLevels: [], repetitionLevels: [])
    while let page = try reader.next() {
      contents.values.append(page.values)
      contents.definitionLevels += page.definitionLevels
      contents.repetitionLevels += page.repetitionLevels
    }
    return contents
  }
}
