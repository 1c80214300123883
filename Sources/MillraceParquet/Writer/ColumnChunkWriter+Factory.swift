extension ColumnChunkWriter {
  /// The writer for a leaf, by its physical type.
  package static func make(for leaf: ParquetLeaf, compressor: PageCompressor) -> ColumnChunkWriter {
    switch leaf.physical {
    case .boolean: BooleanColumnWriter(leaf: leaf, compressor: compressor)
    case .int32: Int32ColumnWriter(leaf: leaf, compressor: compressor)
    case .int64: Int64ColumnWriter(leaf: leaf, compressor: compressor)
    case .double: DoubleColumnWriter(leaf: leaf, compressor: compressor)
    case .fixedLenByteArray: FixedBytesColumnWriter(leaf: leaf, compressor: compressor)
    case .byteArray, .float, .int96: ByteArrayColumnWriter(leaf: leaf, compressor: compressor)
    }
  }
}
