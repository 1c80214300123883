/// A data page, decoded.
package struct DataPage: Sendable {
  /// Of the page header, in bytes from the start of the file.
  package var offset: Int
  /// Bytes of the page in the file, header included.
  package var storedSize: Int
  package var header: PageHeader
  /// The encoding of the values.
  package var encoding: Encoding
  /// The number of values, nulls and empty lists included.
  package var count: Int
  /// One a value; empty when the column's maximum is 0.
  package var repetitionLevels: [UInt16]
  /// One a value; empty when the column's maximum is 0.
  package var definitionLevels: [UInt16]
  /// The values that are there.
  package var values: ColumnValues

  /// The number of rows that begin in this page.
  package var rowCount: Int {
    repetitionLevels.isEmpty ? count : repetitionLevels.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
  }
}
