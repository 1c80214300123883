internal import CMillraceSIMD

/// Writes a column of byte strings of one length, PLAIN: UUIDs, and decimals of more than 18 digits.
///
/// Decimals are compared as signed big-endian numbers, everything else as unsigned bytes.
package final class FixedBytesColumnWriter: ColumnChunkWriter {
  package let width: Int
  private let isSigned: Bool
  @exclusivity(unchecked) private var values = EncodingBuffer(capacity: 64)
  @exclusivity(unchecked) private var bounds: (least: [UInt8], greatest: [UInt8])?
  private var chunkBounds: (least: [UInt8], greatest: [UInt8])?
  @exclusivity(unchecked) private var leastKey = UInt64.max
  @exclusivity(unchecked) private var greatestKey = UInt64.min
  private var chunkNulls = 0
  private var pages = PageWriter()

  package override init(leaf: ParquetLeaf, compressor: PageCompressor) {
    width = leaf.typeLength
    if case .decimal = leaf.logical { isSigned = true } else { isSigned = false }
    super.init(leaf: leaf, compressor: compressor)
  }

  package override var memorySize: Int { super.memorySize + values.capacity + pages.memorySize }

  /// Appends values, one after the other, each with the width of the column. Their levels are told by `appendPresent` or `appendLevels`.
  package func appendValues(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    values.append(UnsafeRawBufferPointer(bytes))
    let sign: UInt64 = isSigned ? 1 << 63 : 0
    var (least, greatest) = (leastKey, greatestKey)
    for start in stride(from: 0, to: bytes.count, by: width) {
      let key = mr_prefix_key(base + start, width) ^ sign
      if key <= least || key >= greatest {
        include(base + start, key)
        (least, greatest) = (leastKey, greatestKey)
      }
    }
  }

  @inline(never)
  private func include(_ bytes: UnsafePointer<UInt8>, _ key: UInt64) {
    let value = Array(UnsafeBufferPointer(start: bytes, count: width))
    leastKey = min(leastKey, key)
    greatestKey = max(greatestKey, key)
    bounds = merged(bounds, (value, value))
  }

  private func merged(
    _ a: (least: [UInt8], greatest: [UInt8])?, _ b: (least: [UInt8], greatest: [UInt8])?
  ) -> (least: [UInt8], greatest: [UInt8])? {
    guard let a, let b else { return a ?? b }
    return (
      least: precedes(b.least, a.least) ? b.least : a.least,
      greatest: precedes(a.greatest, b.greatest) ? b.greatest : a.greatest
    )
  }

  private func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard isSigned, let first = a.first, let second = b.first, first != second else {
      return a.lexicographicallyPrecedes(b)
    }
    return Int8(bitPattern: first) < Int8(bitPattern: second)
  }

  package override func endBatch(rows: Int) throws {
    if slots >= Self.slotsPerPage || values.count >= Self.bytesPerPage { try closePage(rows: rows) }
  }

  package override func finish(rows: Int) throws -> EncodedColumnChunk {
    if slots > 0 || pages.pageCount == 0 { try closePage(rows: rows) }
    let statistics = Self.statistics(chunkBounds, nulls: chunkNulls)
    chunkBounds = nil
    chunkNulls = 0
    closedRows = 0
    return pages.finish(statistics: statistics, compressor: compressor)
  }

  private func closePage(rows: Int) throws {
    var body = EncodingBuffer(capacity: values.count + 64)
    repetitionLevels.encode(into: &body)
    definitionLevels.encode(into: &body)
    body.append(values.bytes)
    try pages.appendDataPage(
      body.bytes, slots: slots, rows: rows - closedRows, encoding: .plain,
      statistics: Self.statistics(bounds, nulls: nulls), compressor: compressor)
    chunkBounds = merged(chunkBounds, bounds)
    chunkNulls += nulls
    closedRows = rows
    values.count = 0
    bounds = nil
    (leastKey, greatestKey) = (.max, .min)
    resetLevels()
  }

  private static func statistics(
    _ bounds: (least: [UInt8], greatest: [UInt8])?, nulls: Int
  ) -> ColumnStatistics {
    ColumnStatistics(
      minimum: bounds.map { .init(bytes: $0.least, isExact: true) },
      maximum: bounds.map { .init(bytes: $0.greatest, isExact: true) }, nullCount: nulls)
  }
}
