internal import CMillraceSIMD

/// Writes a column of byte strings: dictionary-encoded while that pays, PLAIN from then on.
///
/// A column begins with a dictionary. It is given up when nearly every value turns out to be new, or the
/// dictionary outgrows its limit; pages that are closed by then stay as they are, the open one is rewritten.
package final class ByteArrayColumnWriter: ColumnChunkWriter {
  /// The largest dictionary page, in bytes before compression.
  static let dictionaryLimit = 2 << 20
  /// The share of new values is looked at once so many values have come since the last look.
  static let window = 4_096
  /// Room before the values for the levels, which are known only when the page is closed.
  private static let headroom = 4_096

  private let isUTF8: Bool
  private var dictionary: ByteArrayDictionary?
  private var indices = ValueBuffer<UInt32>(capacity: 64)
  private var values = EncodingBuffer(capacity: 64)
  private var bounds = ByteBounds()
  private var chunkBounds = ByteBounds()
  private var chunkNulls = 0
  private var pages = PageWriter()
  private var windowValues = 0
  private var windowDistinct = 0

  package override init(leaf: ParquetLeaf, compressor: PageCompressor) {
    isUTF8 = leaf.logical != nil
    dictionary = ByteArrayDictionary()
    super.init(leaf: leaf, compressor: compressor)
  }

  package override var memorySize: Int {
    super.memorySize + indices.memorySize + values.capacity + pages.memorySize + (dictionary?.memorySize ?? 0)
  }

  /// Appends `count` values that lie in the buffer at `base`, which must be readable for 32 bytes behind each of them.
  /// Their levels are told by `appendPresent` or `appendLevel`.
  package func appendValues(_ base: UnsafePointer<UInt8>, _ spans: UnsafePointer<ByteSpan>, count: Int) {
    if dictionary == nil {
      appendPlain(base, spans, count: count)
    } else {
      appendIndices(base, spans, count: count)
    }
  }

  private func appendIndices(_ base: UnsafePointer<UInt8>, _ spans: UnsafePointer<ByteSpan>, count: Int) {
    guard var dictionary = dictionary.take() else { return }
    indices.reserve(count)
    let out = indices.base + indices.count
    for i in 0..<count {
      let span = spans[i]
      out[i] = dictionary.index(of: base + Int(span.offset), count: Int(span.length))
    }
    indices.count += count
    windowValues += count
    let pays = stillPays(distinct: dictionary.count, bytes: dictionary.values.count)
    self.dictionary = consume dictionary
    if !pays { abandonDictionary() }
  }

  private func stillPays(distinct: Int, bytes: Int) -> Bool {
    if bytes > Self.dictionaryLimit { return false }
    guard windowValues >= Self.window else { return true }
    let isNearlyUnique = (distinct - windowDistinct) * 10 > windowValues * 9
    windowValues = 0
    windowDistinct = distinct
    return !isNearlyUnique
  }

  private func abandonDictionary() {
    guard let dictionary = dictionary.take() else { return }
    openPlainPage()
    appendPlain(indices.values, of: dictionary)
    indices.count = 0
    if pages.pageCount > 0 { self.retired = consume dictionary }
  }

  /// A dictionary that closed pages refer to but open ones no longer use.
  private var retired: ByteArrayDictionary?

  private func appendPlain(_ indices: UnsafeBufferPointer<UInt32>, of dictionary: borrowing ByteArrayDictionary) {
    for index in indices {
      let (string, count) = dictionary.string(Int(index))
      values.appendInteger(UInt32(count))
      values.append(UnsafeRawBufferPointer(start: string, count: count))
      let key = mr_prefix_key(string, count)
      if key <= bounds.minimumKey || key >= bounds.maximumKey { bounds.include(string, count: count) }
    }
  }

  private func appendPlain(_ base: UnsafePointer<UInt8>, _ spans: UnsafePointer<ByteSpan>, count: Int) {
    var bytes = 4 * count
    for i in 0..<count { bytes += Int(spans[i].length) }
    values.reserve(bytes)
    var out = values.base + values.count
    var minimumKey = bounds.minimumKey
    var maximumKey = bounds.maximumKey
    for i in 0..<count {
      let length = Int(spans[i].length)
      let string = base + Int(spans[i].offset)
      UnsafeMutableRawPointer(out).storeBytes(of: spans[i].length.littleEndian, as: UInt32.self)
      mr_copy_padded(out + 4, string, length)
      out += 4 + length
      let key = mr_prefix_key(string, length)
      if key <= minimumKey || key >= maximumKey {
        bounds.include(string, count: length)
        minimumKey = bounds.minimumKey
        maximumKey = bounds.maximumKey
      }
    }
    values.count += bytes
  }

  package override func endBatch(rows: Int) throws {
    let bytes = dictionary == nil ? values.count - Self.headroom : indices.count * 2
    if slots >= Self.slotsPerPage || bytes >= Self.bytesPerPage { try closePage(rows: rows) }
  }

  package override func finish(rows: Int) throws -> EncodedColumnChunk {
    if slots > 0 || pages.pageCount == 0 { try closePage(rows: rows) }
    try writeDictionary()
    let chunk = pages.finish(statistics: chunkBounds.statistics(nulls: chunkNulls, isUTF8: isUTF8))
    dictionary = ByteArrayDictionary()
    values = EncodingBuffer(capacity: 64)
    chunkBounds = ByteBounds()
    chunkNulls = 0
    closedRows = 0
    windowValues = 0
    windowDistinct = 0
    return chunk
  }

  private func writeDictionary() throws {
    guard let dictionary = retired.take() ?? dictionary.take(), dictionary.count > 0 else { return }
    try pages.setDictionaryPage(dictionary.values.bytes, values: dictionary.count, compressor: compressor)
  }

  private func closePage(rows: Int) throws {
    if let dictionary = dictionary.take() {
      try closeDictionaryPage(dictionary, rows: rows)
      self.dictionary = consume dictionary
    } else {
      try closePlainPage(rows: rows)
    }
    chunkBounds.include(bounds)
    chunkNulls += nulls
    closedRows = rows
    bounds = ByteBounds()
    resetLevels()
  }

  private func closeDictionaryPage(_ dictionary: borrowing ByteArrayDictionary, rows: Int) throws {
    includeBounds(of: dictionary)
    var body = EncodingBuffer(capacity: indices.count * 2 + 64)
    repetitionLevels.encode(into: &body)
    definitionLevels.encode(into: &body)
    guard indices.count > 0 else { return try append(body.bytes, encoding: .plain, rows: rows) }
    let width = HybridEncoder.width(for: UInt32(dictionary.count - 1))
    body.append(UInt8(width))
    HybridEncoder.encode(indices.values, width: width, into: &body)
    indices.count = 0
    try append(body.bytes, encoding: .rleDictionary, rows: rows)
  }

  /// Bounds of the open page: only the distinct values in it are compared.
  private func includeBounds(of dictionary: borrowing ByteArrayDictionary) {
    let count = dictionary.count
    withUnsafeTemporaryAllocation(of: Bool.self, capacity: max(count, 1)) { seen in
      seen.initialize(repeating: false)
      for index in indices.values { seen[Int(index)] = true }
      for index in 0..<count where seen[index] {
        let (string, length) = dictionary.string(index)
        let key = mr_prefix_key(string, length)
        if key <= bounds.minimumKey || key >= bounds.maximumKey { bounds.include(string, count: length) }
      }
    }
  }

  private func closePlainPage(rows: Int) throws {
    var levels = EncodingBuffer()
    repetitionLevels.encode(into: &levels)
    definitionLevels.encode(into: &levels)
    if levels.count <= Self.headroom {
      let start = values.base + Self.headroom - levels.count
      UnsafeMutableRawPointer(start).copyMemory(from: levels.base, byteCount: levels.count)
      let body = UnsafeRawBufferPointer(start: start, count: values.count - Self.headroom + levels.count)
      try append(body, encoding: .plain, rows: rows)
    } else {
      levels.append(UnsafeRawBufferPointer(rebasing: values.bytes[Self.headroom...]))
      try append(levels.bytes, encoding: .plain, rows: rows)
    }
    openPlainPage()
  }

  private func openPlainPage() {
    values.removeAll(keeping: 2 * Self.bytesPerPage)
    values.reserve(Self.headroom)
    values.count = Self.headroom
  }

  private func append(_ body: UnsafeRawBufferPointer, encoding: Encoding, rows: Int) throws {
    try pages.appendDataPage(
      body, slots: slots, rows: rows - closedRows, encoding: encoding,
      statistics: bounds.statistics(nulls: nulls, isUTF8: isUTF8), compressor: compressor)
  }
}
