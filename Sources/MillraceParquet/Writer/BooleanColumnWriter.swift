/// Writes a column of booleans, PLAIN: one bit each, the first in the lowest bit.
package final class BooleanColumnWriter: ColumnChunkWriter {
  @exclusivity(unchecked) private var bits = EncodingBuffer()
  @exclusivity(unchecked) private var valueCount = 0
  @exclusivity(unchecked) private var seen: (no: Bool, yes: Bool) = (false, false)
  private var seenInChunk: (no: Bool, yes: Bool) = (false, false)
  private var chunkNulls = 0
  private var pages = PageWriter()

  package override init(leaf: ParquetLeaf, compressor: PageCompressor) {
    super.init(leaf: leaf, compressor: compressor)
  }

  package override var memorySize: Int { super.memorySize + bits.capacity + pages.memorySize }

  /// Appends values, 0 or 1 each, whose levels are told by `appendPresent` or `appendLevels`.
  package func appendValues(_ values: UnsafeBufferPointer<UInt8>) {
    bits.reserve(values.count / 8 + 1)
    var trues = 0
    for value in values {
      if valueCount & 7 == 0 { bits.append(0) }
      bits.base[bits.count - 1] |= value << UInt8(valueCount & 7)
      valueCount += 1
      trues += Int(value)
    }
    seen = (no: seen.no || trues < values.count, yes: seen.yes || trues > 0)
  }

  package override func endBatch(rows: Int) throws {
    if slots >= Self.slotsPerPage { try closePage(rows: rows) }
  }

  package override func finish(rows: Int) throws -> EncodedColumnChunk {
    if slots > 0 || pages.pageCount == 0 { try closePage(rows: rows) }
    let statistics = Self.statistics(seenInChunk, nulls: chunkNulls)
    seenInChunk = (false, false)
    chunkNulls = 0
    closedRows = 0
    return pages.finish(statistics: statistics, compressor: compressor)
  }

  private func closePage(rows: Int) throws {
    var body = EncodingBuffer(capacity: bits.count + 64)
    repetitionLevels.encode(into: &body)
    definitionLevels.encode(into: &body)
    body.append(bits.bytes)
    try pages.appendDataPage(
      body.bytes, slots: slots, rows: rows - closedRows, encoding: .plain,
      statistics: Self.statistics(seen, nulls: nulls), compressor: compressor)
    seenInChunk = (seenInChunk.no || seen.no, seenInChunk.yes || seen.yes)
    chunkNulls += nulls
    closedRows = rows
    bits.count = 0
    valueCount = 0
    seen = (false, false)
    resetLevels()
  }

  private static func statistics(_ seen: (no: Bool, yes: Bool), nulls: Int) -> ColumnStatistics {
    guard seen.no || seen.yes else { return ColumnStatistics(nullCount: nulls) }
    return ColumnStatistics(
      minimum: .init(bytes: [seen.no ? 0 : 1], isExact: true),
      maximum: .init(bytes: [seen.yes ? 1 : 0], isExact: true), nullCount: nulls)
  }
}
