internal import CMillraceSIMD

/// Writes a column of byte strings: dictionary-encoded while that pays, DELTA_LENGTH_BYTE_ARRAY from then on.
///
/// A column begins with a dictionary. It is given up when nearly every value turns out to be new, or the
/// dictionary outgrows its limit; pages that are closed by then stay as they are, the open one is rewritten.
package final class ByteArrayColumnWriter: ColumnChunkWriter {
  /// The largest dictionary page, in bytes before compression.
  static let dictionaryLimit = 2 << 20
  /// The share of new values is looked at once so many values have come since the last look.
  static let window = 4_096
  /// Room before the values for levels and lengths, which are encoded only when the page is closed.
  private static let headroom = 64 << 10

  private let isUTF8: Bool
  @exclusivity(unchecked) private var dictionary: ByteArrayDictionary?
  @exclusivity(unchecked) private var indices = ValueBuffer<UInt32>(capacity: 64)
  /// The bytes of the open page's values, one after the other, and their lengths.
  @exclusivity(unchecked) private var values = EncodingBuffer(capacity: 64)
  @exclusivity(unchecked) private var lengths = ValueBuffer<Int32>(capacity: 16)
  @exclusivity(unchecked) private var bounds = ByteBounds()
  private var chunkBounds = ByteBounds()
  private var chunkNulls = 0
  private var pages = PageWriter()
  /// Bytes of the values that are indices in the first page.
  @exclusivity(unchecked) private var indexedBytes = 0
  @exclusivity(unchecked) private var windowValues = 0
  @exclusivity(unchecked) private var windowDistinct = 0

  package override init(leaf: ParquetLeaf, compressor: PageCompressor) {
    isUTF8 = leaf.logical != nil
    dictionary = ByteArrayDictionary()
    super.init(leaf: leaf, compressor: compressor)
  }

  package override var memorySize: Int {
    super.memorySize + indices.memorySize + lengths.memorySize + values.capacity + pages.memorySize
      + (dictionary?.memorySize ?? 0)
  }

  /// Appends `count` values that lie in the buffer at `base`, which must be readable for 32 bytes behind each of them.
  /// Their levels are told by `appendPresent` or `appendLevels`.
  package func appendValues(_ base: UnsafePointer<UInt8>, _ spans: UnsafePointer<ByteSpan>, count: Int) {
    if dictionary == nil {
      appendStrings(base, spans, count: count)
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
    for i in 0..<count { indexedBytes += Int(spans[i].length) }
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
    openStringPage()
    appendStrings(indices.values, of: dictionary)
    indices.count = 0
    if pages.pageCount > 0 { self.retired = consume dictionary }
  }

  /// A dictionary that closed pages refer to but open ones no longer use.
  private var retired: ByteArrayDictionary?

  private func appendStrings(_ indices: UnsafeBufferPointer<UInt32>, of dictionary: borrowing ByteArrayDictionary) {
    for index in indices {
      let (string, count) = dictionary.string(Int(index))
      lengths.append(Int32(count))
      values.append(UnsafeRawBufferPointer(start: string, count: count))
      let key = mr_prefix_key(string, count)
      if key <= bounds.minimumKey || key >= bounds.maximumKey { bounds.include(string, count: count) }
    }
  }

  private func appendStrings(_ base: UnsafePointer<UInt8>, _ spans: UnsafePointer<ByteSpan>, count: Int) {
    var bytes = 0
    for i in 0..<count { bytes += Int(spans[i].length) }
    values.reserve(bytes)
    lengths.reserve(count)
    var out = values.base + values.count
    let outLengths = lengths.base + lengths.count
    var minimumKey = bounds.minimumKey
    var maximumKey = bounds.maximumKey
    for i in 0..<count {
      let length = Int(spans[i].length)
      let string = base + Int(spans[i].offset)
      outLengths[i] = Int32(truncatingIfNeeded: length)
      mr_copy_padded(out, string, length)
      out += length
      let key = mr_prefix_key(string, length)
      if key <= minimumKey || key >= maximumKey {
        bounds.include(string, count: length)
        minimumKey = bounds.minimumKey
        maximumKey = bounds.maximumKey
      }
    }
    values.count += bytes
    lengths.count += count
  }

  package override func endBatch(rows: Int) throws {
    let bytes = dictionary == nil ? values.count - Self.headroom : indices.count * 2
    if slots >= Self.slotsPerPage || bytes >= Self.bytesPerPage { try closePage(rows: rows) }
  }

  package override func finish(rows: Int) throws -> EncodedColumnChunk {
    if slots > 0 || pages.pageCount == 0 { try closePage(rows: rows) }
    try writeDictionary()
    let chunk = pages.finish(
      statistics: chunkBounds.statistics(nulls: chunkNulls, isUTF8: isUTF8), compressor: compressor)
    dictionary = ByteArrayDictionary()
    values = EncodingBuffer(capacity: 64)
    chunkBounds.removeAll()
    chunkNulls = 0
    closedRows = 0
    windowValues = 0
    windowDistinct = 0
    indexedBytes = 0
    return chunk
  }

  private func writeDictionary() throws {
    guard let dictionary = retired.take() ?? dictionary.take(), dictionary.count > 0 else { return }
    try pages.setDictionaryPage(dictionary.values.bytes, values: dictionary.count, compressor: compressor)
  }

  /// Whether the first page is smaller with its dictionary than the strings themselves are.
  private func firstPagePays(_ dictionary: borrowing ByteArrayDictionary) -> Bool {
    let width = HybridEncoder.width(for: UInt32(max(dictionary.count - 1, 0)))
    return dictionary.values.count + indices.count * width / 8 < indexedBytes + indices.count / 2
  }

  private func closePage(rows: Int) throws {
    if let dictionary = dictionary.take() {
      let pays = pages.pageCount > 0 || firstPagePays(dictionary)
      self.dictionary = consume dictionary
      if !pays && indices.count > 0 { abandonDictionary() }
    }
    if let dictionary = dictionary.take() {
      try closeDictionaryPage(dictionary, rows: rows)
      self.dictionary = consume dictionary
    } else {
      try closeStringPage(rows: rows)
    }
    chunkBounds.include(bounds)
    chunkNulls += nulls
    closedRows = rows
    bounds.removeAll()
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

  private func closeStringPage(rows: Int) throws {
    var head = EncodingBuffer()
    repetitionLevels.encode(into: &head)
    definitionLevels.encode(into: &head)
    DeltaBinaryPackedEncoder.encode(lengths.values, into: &head)
    if head.count <= Self.headroom {
      let start = values.base + Self.headroom - head.count
      UnsafeMutableRawPointer(start).copyMemory(from: head.base, byteCount: head.count)
      let body = UnsafeRawBufferPointer(start: start, count: values.count - Self.headroom + head.count)
      try append(body, encoding: .deltaLengthByteArray, rows: rows)
    } else {
      head.append(UnsafeRawBufferPointer(rebasing: values.bytes[Self.headroom...]))
      try append(head.bytes, encoding: .deltaLengthByteArray, rows: rows)
    }
    openStringPage()
  }

  private func openStringPage() {
    values.removeAll(keeping: 2 * Self.bytesPerPage)
    values.reserve(Self.headroom)
    values.count = Self.headroom
    lengths.count = 0
  }

  private func append(_ body: UnsafeRawBufferPointer, encoding: Encoding, rows: Int) throws {
    try pages.appendDataPage(
      body, slots: slots, rows: rows - closedRows, encoding: encoding,
      statistics: bounds.statistics(nulls: nulls, isUTF8: isUTF8), compressor: compressor)
  }
}
