/// What is to be said of a column chunk. Sizes are in bytes.
package struct ColumnChunkDescription: Sendable {
  package var name: String
  /// The stored type and its meaning, such as `BYTE_ARRAY STRING`.
  package var type: String
  package var codec: String
  package var compressedBytes: Int64
  package var uncompressedBytes: Int64
  /// Values, nulls included.
  package var values: Int64
  /// Nil when the file does not say.
  package var nulls: Int64?
  package var minimum: BoundDescription?
  package var maximum: BoundDescription?
  package var hasColumnIndex: Bool
  package var hasOffsetIndex: Bool
  package var hasBloomFilter: Bool
  /// What the page headers say.
  package var pages: PageSummary

  /// How many times smaller compression has made the column.
  package var ratio: Double {
    compressedBytes > 0 ? Double(uncompressedBytes) / Double(compressedBytes) : 1
  }

  init(_ file: ParquetFile, rowGroup: Int, leaf: ParquetLeaf) {
    let chunk = file.metadata.rowGroups[rowGroup].columns[leaf.index]
    let meta = chunk.metaData
    name = leaf.name
    let length = leaf.physical == .fixedLenByteArray ? "(\(leaf.typeLength))" : ""
    type = leaf.physical.name + length + (leaf.logical.map { " " + $0.name } ?? "")
    codec = meta.codec.name
    compressedBytes = meta.totalCompressedSize
    uncompressedBytes = meta.totalUncompressedSize
    values = meta.numValues
    nulls = meta.statistics?.nullCount
    minimum = BoundDescription(
      meta.statistics?.minValue ?? meta.statistics?.deprecatedMin, isExact: meta.statistics?.isMinValueExact, leaf)
    maximum = BoundDescription(
      meta.statistics?.maxValue ?? meta.statistics?.deprecatedMax, isExact: meta.statistics?.isMaxValueExact, leaf)
    hasColumnIndex = chunk.columnIndexOffset != nil
    hasOffsetIndex = chunk.offsetIndexOffset != nil
    hasBloomFilter = meta.bloomFilterOffset != nil
    pages = PageSummary(file, chunk)
  }
}
