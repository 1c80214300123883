/// Writes a column of 32-bit integers: dates, small decimals, `int32`.
package final class Int32ColumnWriter: ColumnChunkWriter {
  @exclusivity(unchecked) private var chunk = FixedWidthChunk<Int32>()

  package override init(leaf: ParquetLeaf, compressor: PageCompressor) {
    super.init(leaf: leaf, compressor: compressor)
  }

  package override var memorySize: Int { super.memorySize + chunk.memorySize }

  /// Appends values whose levels are told by `appendPresent` or `appendLevels`.
  package func appendValues(_ values: UnsafeBufferPointer<Int32>) { chunk.values.append(values) }

  package override func endBatch(rows: Int) { endBatch(of: &chunk, rows: rows) }

  package override func finish(rows: Int) throws -> EncodedColumnChunk { try finish(&chunk, rows: rows) }
}

/// Writes a column of 64-bit integers: `int64`, timestamps, decimals of up to 18 digits.
package final class Int64ColumnWriter: ColumnChunkWriter {
  @exclusivity(unchecked) private var chunk = FixedWidthChunk<Int64>()

  package override init(leaf: ParquetLeaf, compressor: PageCompressor) {
    super.init(leaf: leaf, compressor: compressor)
  }

  package override var memorySize: Int { super.memorySize + chunk.memorySize }

  /// Appends values whose levels are told by `appendPresent` or `appendLevels`.
  package func appendValues(_ values: UnsafeBufferPointer<Int64>) { chunk.values.append(values) }

  package override func endBatch(rows: Int) { endBatch(of: &chunk, rows: rows) }

  package override func finish(rows: Int) throws -> EncodedColumnChunk { try finish(&chunk, rows: rows) }
}

/// Writes a column of double-precision numbers.
package final class DoubleColumnWriter: ColumnChunkWriter {
  @exclusivity(unchecked) private var chunk = FixedWidthChunk<Double>()

  package override init(leaf: ParquetLeaf, compressor: PageCompressor) {
    super.init(leaf: leaf, compressor: compressor)
  }

  package override var memorySize: Int { super.memorySize + chunk.memorySize }

  /// Appends values whose levels are told by `appendPresent` or `appendLevels`.
  package func appendValues(_ values: UnsafeBufferPointer<Double>) { chunk.values.append(values) }

  package override func endBatch(rows: Int) { endBatch(of: &chunk, rows: rows) }

  package override func finish(rows: Int) throws -> EncodedColumnChunk { try finish(&chunk, rows: rows) }
}

extension ColumnChunkWriter {
  /// Notes the end of a page where enough has come since the last one.
  final func endBatch<Value>(of chunk: inout FixedWidthChunk<Value>, rows: Int) {
    let values = chunk.values.count - (chunk.cuts.last?.values ?? 0)
    if slots >= Self.slotsPerPage || values * MemoryLayout<Value>.size >= Self.bytesPerPage {
      cut(&chunk, rows: rows)
    }
  }

  private final func cut<Value>(_ chunk: inout FixedWidthChunk<Value>, rows: Int) {
    let first = chunk.levels.count
    repetitionLevels.encode(into: &chunk.levels)
    definitionLevels.encode(into: &chunk.levels)
    let previous = chunk.cuts.last
    chunk.cuts.append(
      .init(
        values: chunk.values.count, rows: rows, nulls: (previous?.nulls ?? 0) + nulls,
        slots: (previous?.slots ?? 0) + slots, levels: first..<chunk.levels.count))
    resetLevels()
  }

  final func finish<Value>(_ chunk: inout FixedWidthChunk<Value>, rows: Int) throws -> EncodedColumnChunk {
    if slots > 0 || chunk.cuts.isEmpty { cut(&chunk, rows: rows) }
    var pages = PageWriter()
    let statistics = try chunk.write(to: &pages, compressor: compressor)
    chunk = FixedWidthChunk()
    return pages.finish(statistics: statistics, compressor: compressor)
  }
}
