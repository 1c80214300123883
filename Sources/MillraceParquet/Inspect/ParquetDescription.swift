/// What `millrace inspect` says of a file: all but its rows.
package struct ParquetDescription: Sendable {
  package var name: String
  /// In bytes.
  package var fileSize: Int
  /// In bytes.
  package var footerSize: Int
  package var version: Int32
  package var rows: Int64
  package var createdBy: String?
  package var keyValueMetadata: [KeyValue]
  /// The schema in the notation of the Parquet documents.
  package var schema: String
  package var rowGroups: [RowGroupDescription]

  /// - Parameter columns: names of the top-level columns to describe; nil for all.
  /// - Throws: `invalidArgument` for a name that the file does not have.
  package init(_ file: ParquetFile, columns names: [String]? = nil) throws(ParquetError) {
    let columns = try file.topLevelColumns(named: names)
    let leaves = columns.flatMap { file.schema.leaves[$0.leaves] }
    name = file.bytes.name
    fileSize = file.bytes.size
    footerSize = file.bytes.size - file.footerOffset
    version = file.metadata.version
    rows = file.metadata.numRows
    createdBy = file.metadata.createdBy
    keyValueMetadata = file.metadata.keyValueMetadata ?? []
    schema = ParquetSchema(name: file.schema.name, fields: columns.map(\.node)).description
    rowGroups = file.metadata.rowGroups.indices.map { RowGroupDescription(file, index: $0, leaves: leaves) }
  }
}
