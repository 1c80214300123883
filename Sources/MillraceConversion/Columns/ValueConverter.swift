internal import MillraceJSON
internal import MillraceParquet

/// Converts a batch of values of one leaf from text to its type and hands them to the column writer.
///
/// A value that does not fit is marked as absent in its tag and listed in `misfits`.
struct ValueConverter: ~Copyable {
  /// Entries of the leaf that did not fit.
  var misfits: [Int] = []
  private var integers32 = ValueBuffer<Int32>()
  private var integers64 = ValueBuffer<Int64>()
  private var doubles = ValueBuffer<Double>()
  private var bytes = ValueBuffer<UInt8>()

  var memorySize: Int {
    integers32.memorySize + integers64.memorySize + doubles.memorySize + bytes.memorySize
  }

  mutating func feed(
    _ values: LeafSpans, type: LeafType, base: UnsafePointer<UInt8>, to writer: ColumnChunkWriter
  ) {
    switch writer {
    case let writer as ByteArrayColumnWriter: feedText(values, base, writer)
    case let writer as Int64ColumnWriter: feedInteger64(values, type, base, writer)
    case let writer as DoubleColumnWriter: feedDouble(values, base, writer)
    case let writer as Int32ColumnWriter: feedInteger32(values, type, base, writer)
    case let writer as BooleanColumnWriter: feedBoolean(values, base, writer)
    case let writer as FixedBytesColumnWriter: feedFixedBytes(values, type, base, writer)
    default: break
    }
  }

  /// The text of an entry as it stands in the input, a string's quotes included.
  func rawText(of values: LeafSpans, _ entry: Int) -> ByteSpan {
    var span = values.spans[entry]
    let kind = values.tags[entry].kind
    if kind == JSONKind.string.rawValue || kind == JSONKind.escapedString.rawValue {
      span.offset -= 1
      span.length += 2
    }
    return span
  }

  private func feedText(_ values: LeafSpans, _ base: UnsafePointer<UInt8>, _ writer: ByteArrayColumnWriter) {
    let mayHaveEscapes = values.kinds & JSONKind.escapedString.bit != 0
    if !values.hasAbsent && !mayHaveEscapes {
      return writer.appendValues(base, values.spans, count: values.count)
    }
    let isRaw = writer.leaf.logical == .json
    var kept = 0
    for i in 0..<values.count where values.tags[i].isPresent {
      var span = values.spans[i]
      if values.tags[i].kind == JSONKind.escapedString.rawValue && !isRaw {
        // The text is no longer than its bytes and the record has been read to its end: it may take their place.
        let bytes = UnsafeMutablePointer(mutating: base) + Int(span.offset)
        span.length = UInt32(JSONString.unescape(bytes, count: Int(span.length), into: bytes))
      }
      values.spans[kept] = span
      kept += 1
    }
    writer.appendValues(base, values.spans, count: kept)
  }

  /// Calls `body` with the text of each entry that is there; where it returns false, the entry is a misfit.
  @inline(__always)
  private mutating func convertEach(
    _ values: LeafSpans, _ base: UnsafePointer<UInt8>,
    _ body: (UnsafePointer<UInt8>, Int, JSONKind.RawValue) -> Bool
  ) {
    for i in 0..<values.count where values.tags[i].isPresent {
      let span = values.spans[i]
      if !body(base + Int(span.offset), Int(span.length), values.tags[i].kind) { noteMisfit(i, values) }
    }
  }

  @inline(never)
  private mutating func noteMisfit(_ entry: Int, _ values: LeafSpans) {
    values.tags[entry].isPresent = false
    values.tags[entry].definitionLevel -= 1
    misfits.append(entry)
  }

  /// Writes what `parse` makes of each entry to `out`, which has room for all; returns how many there are.
  @inline(__always)
  private mutating func parseEach<Value>(
    _ values: LeafSpans, _ base: UnsafePointer<UInt8>, into out: UnsafeMutablePointer<Value>,
    _ parse: (UnsafePointer<UInt8>, Int, JSONKind.RawValue) -> Value?
  ) -> Int {
    var count = 0
    convertEach(values, base) { text, length, kind in
      guard let value = parse(text, length, kind) else { return false }
      out[count] = value
      count &+= 1
      return true
    }
    return count
  }

  private mutating func feedInteger64(
    _ values: LeafSpans, _ type: LeafType, _ base: UnsafePointer<UInt8>, _ writer: Int64ColumnWriter
  ) {
    integers64.count = 0
    integers64.reserve(values.count)
    let out = integers64.base
    switch type {
    case .timestamp(let utc):
      integers64.count = parseEach(values, base, into: out) { text, count, kind in
        ScalarText.timestamp(text, count, kind, utc: utc)
      }
    case .decimal(let precision, let scale):
      integers64.count = parseEach(values, base, into: out) { text, count, _ in
        ScalarText.decimal64(text, count, precision: precision, scale: scale)
      }
    default:
      integers64.count = parseEach(values, base, into: out) { text, count, _ in ScalarText.int64(text, count) }
    }
    writer.appendValues(integers64.values)
  }

  private mutating func feedInteger32(
    _ values: LeafSpans, _ type: LeafType, _ base: UnsafePointer<UInt8>, _ writer: Int32ColumnWriter
  ) {
    integers32.count = 0
    integers32.reserve(values.count)
    let out = integers32.base
    switch type {
    case .date:
      integers32.count = parseEach(values, base, into: out) { text, count, kind in ScalarText.date(text, count, kind) }
    case .decimal(let precision, let scale):
      integers32.count = parseEach(values, base, into: out) { text, count, _ in
        ScalarText.decimal64(text, count, precision: precision, scale: scale).flatMap(Int32.init(exactly:))
      }
    default:
      integers32.count = parseEach(values, base, into: out) { text, count, _ in ScalarText.int32(text, count) }
    }
    writer.appendValues(integers32.values)
  }

  private mutating func feedDouble(_ values: LeafSpans, _ base: UnsafePointer<UInt8>, _ writer: DoubleColumnWriter) {
    doubles.count = 0
    doubles.reserve(values.count)
    doubles.count = parseEach(values, base, into: doubles.base) { text, count, kind in
      ScalarText.double(text, count, kind)
    }
    writer.appendValues(doubles.values)
  }

  private mutating func feedBoolean(
    _ values: LeafSpans, _ base: UnsafePointer<UInt8>, _ writer: BooleanColumnWriter
  ) {
    bytes.count = 0
    bytes.reserve(values.count)
    bytes.count = parseEach(values, base, into: bytes.base) { text, count, kind in
      ScalarText.boolean(text, count, kind).map { $0 ? 1 : 0 }
    }
    writer.appendValues(bytes.values)
  }

  private mutating func feedFixedBytes(
    _ values: LeafSpans, _ type: LeafType, _ base: UnsafePointer<UInt8>, _ writer: FixedBytesColumnWriter
  ) {
    let width = writer.width
    bytes.count = 0
    bytes.reserve(values.count * width)
    var out = bytes.base
    if case .decimal(let precision, let scale) = type {
      convertEach(values, base) { text, count, _ in
        let fits = ScalarText.decimalBytes(
          text, count, precision: precision, scale: scale, width: width, into: out)
        if fits { out += width }
        return fits
      }
    } else {
      convertEach(values, base) { text, count, kind in
        let fits = ScalarText.uuid(text, count, kind, into: out)
        if fits { out += width }
        return fits
      }
    }
    bytes.count = out - bytes.base
    writer.appendValues(bytes.values)
  }
}
