/// What is to be said of a row group.
package struct RowGroupDescription: Sendable {
  package var index: Int
  package var rows: Int64
  /// Bytes of all columns as stored.
  package var compressedBytes: Int64
  /// Bytes of all columns before compression.
  package var uncompressedBytes: Int64
  /// Where its first page begins, in bytes from the start of the file.
  package var offset: Int64
  package var columns: [ColumnChunkDescription]

  init(_ file: ParquetFile, index: Int, leaves: [ParquetLeaf]) {
    let group = file.metadata.rowGroups[index]
    let chunks = group.columns.map(\.metaData)
    self.index = index
    rows = group.numRows
    // Wrapping sums: a damaged footer is described, too.
    compressedBytes = chunks.reduce(0) { $0 &+ $1.totalCompressedSize }
    uncompressedBytes = group.totalByteSize
    offset = chunks.map { min($0.dataPageOffset, $0.dictionaryPageOffset ?? $0.dataPageOffset) }.min() ?? 0
    columns = leaves.map { ColumnChunkDescription(file, rowGroup: index, leaf: $0) }
  }
}
