/// The numbers of one column chunk, kept until the row group ends and its best encoding is known.
struct FixedWidthChunk<Value: FixedWidthValue>: ~Copyable {
  /// Where a page ends.
  struct Cut {
    var values: Int
    var rows: Int
    var nulls: Int
    var slots: Int
    var levels: Range<Int>
  }

  var values = ValueBuffer<Value>()
  /// Encoded levels of all pages, one after the other.
  var levels = EncodingBuffer()
  var cuts: [Cut] = []

  var memorySize: Int { values.memorySize + levels.capacity }

  /// Values at the beginning that tell whether a dictionary is worth a try.
  private static var sample: Int { 4_096 }

  /// Encodes all pages with the encoding that takes the fewest bytes.
  func write(to pages: inout PageWriter, compressor: PageCompressor) throws -> ColumnStatistics {
    var dictionary = FixedWidthDictionary<Value>()
    var indices = ValueBuffer<UInt32>(capacity: 16)
    let width = MemoryLayout<Value>.size
    let plainSize = values.count * width
    let deltaSize = Value.deltaSize(values.values) ?? .max
    if buildDictionary(&dictionary, &indices) {
      let bits = HybridEncoder.width(for: UInt32(max(dictionary.values.count - 1, 0)))
      let dictionarySize = dictionary.values.count * width + values.count * bits / 8
      if dictionarySize < min(plainSize, deltaSize) {
        return try writeIndices(indices.values, dictionary, to: &pages, compressor: compressor)
      }
    }
    return try writePages(to: &pages, encoding: deltaSize < plainSize ? .deltaBinaryPacked : .plain, compressor) {
      (page, body) in
      if deltaSize < plainSize {
        Value.encodeDelta(page, into: &body)
      } else {
        body.append(UnsafeRawBufferPointer(page))
      }
    }
  }

  /// Returns false where the values are too many to make a dictionary of.
  private func buildDictionary(
    _ dictionary: inout FixedWidthDictionary<Value>, _ indices: inout ValueBuffer<UInt32>
  ) -> Bool {
    indices.reserve(values.count)
    for i in 0..<values.count {
      indices.base[i] = dictionary.index(of: values.base[i])
      if i == Self.sample && dictionary.values.count * 4 > Self.sample * 3 { return false }
      if dictionary.values.count > FixedWidthDictionary<Value>.limit { return false }
    }
    indices.count = values.count
    return values.count > 0
  }

  private func writeIndices(
    _ indices: UnsafeBufferPointer<UInt32>, _ dictionary: borrowing FixedWidthDictionary<Value>,
    to pages: inout PageWriter, compressor: PageCompressor
  ) throws -> ColumnStatistics {
    try pages.setDictionaryPage(
      UnsafeRawBufferPointer(dictionary.values.values), values: dictionary.values.count, compressor: compressor)
    let width = HybridEncoder.width(for: UInt32(dictionary.values.count - 1))
    var first = 0
    return try writePages(to: &pages, encoding: .rleDictionary, compressor) { (page, body) in
      body.append(UInt8(width))
      HybridEncoder.encode(
        UnsafeBufferPointer(rebasing: indices[first..<first + page.count]), width: width, into: &body)
      first += page.count
    }
  }

  private func writePages(
    to pages: inout PageWriter, encoding: Encoding, _ compressor: PageCompressor,
    encode: (UnsafeBufferPointer<Value>, inout EncodingBuffer) -> Void
  ) throws -> ColumnStatistics {
    var previous = Cut(values: 0, rows: 0, nulls: 0, slots: 0, levels: 0..<0)
    var chunk = FixedWidthBounds<Value>()
    var body = EncodingBuffer()
    for cut in cuts {
      let page = UnsafeBufferPointer(rebasing: values.values[previous.values..<cut.values])
      var bounds = FixedWidthBounds<Value>()
      bounds.include(page)
      chunk.include(bounds)
      body.count = 0
      body.append(UnsafeRawBufferPointer(rebasing: levels.bytes[cut.levels]))
      if page.isEmpty {
        try append(body.bytes, .plain, cut, previous, bounds, to: &pages, compressor)
      } else {
        encode(page, &body)
        try append(body.bytes, encoding, cut, previous, bounds, to: &pages, compressor)
      }
      previous = cut
    }
    return chunk.statistics(nulls: previous.nulls)
  }

  private func append(
    _ body: UnsafeRawBufferPointer, _ encoding: Encoding, _ cut: Cut, _ previous: Cut,
    _ bounds: FixedWidthBounds<Value>, to pages: inout PageWriter, _ compressor: PageCompressor
  ) throws {
    try pages.appendDataPage(
      body, slots: cut.slots - previous.slots, rows: cut.rows - previous.rows, encoding: encoding,
      statistics: bounds.statistics(nulls: cut.nulls - previous.nulls), compressor: compressor)
  }
}
