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

  var memorySize: Int { integers32.memorySize + integers64.memorySize + doubles.memorySize }

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
    _ body: (inout ValueConverter, UnsafePointer<UInt8>, Int, JSONKind.RawValue) -> Bool
  ) {
    for i in 0..<values.count where values.tags[i].isPresent {
      let span = values.spans[i]
      if !body(&self, base + Int(span.offset), Int(span.length), values.tags[i].kind) {
        values.tags[i].isPresent = false
        values.tags[i].definitionLevel -= 1
        misfits.append(i)
      }
    }
  }

  private mutating func feedInteger64(
    _ values: LeafSpans, _ type: LeafType, _ base: UnsafePointer<UInt8>, _ writer: Int64ColumnWriter
  ) {
    integers64.count = 0
    integers64.reserve(values.count)
    switch type {
    case .timestamp(let utc):
      convertEach(values, base) { converter, text, count, kind in
        converter.add(ScalarText.timestamp(text, count, kind, utc: utc))
      }
    case .decimal(let precision, let scale):
      convertEach(values, base) { converter, text, count, _ in
        converter.add(ScalarText.decimal64(text, count, precision: precision, scale: scale))
      }
    default:
      convertEach(values, base) { converter, text, count, _ in converter.add(ScalarText.int64(text, count)) }
    }
    writer.appendValues(integers64.values)
  }

  @inline(__always)
  private mutating func add(_ value: Int64?) -> Bool {
    guard let value else { return false }
    integers64.append(value)
    return true
  }

  private mutating func feedInteger32(
    _ values: LeafSpans, _ type: LeafType, _ base: UnsafePointer<UInt8>, _ writer: Int32ColumnWriter
  ) {
    integers32.count = 0
    integers32.reserve(values.count)
    convertEach(values, base) { converter, text, count, kind in
      let value: Int32? =
        switch type {
        case .date: ScalarText.date(text, count, kind)
        case .decimal(let precision, let scale):
          ScalarText.decimal64(text, count, precision: precision, scale: scale).flatMap(Int32.init(exactly:))
        default: ScalarText.int32(text, count)
        }
      guard let value else { return false }
      converter.integers32.append(value)
      return true
    }
    writer.appendValues(integers32.values)
  }

  private mutating func feedDouble(_ values: LeafSpans, _ base: UnsafePointer<UInt8>, _ writer: DoubleColumnWriter) {
    doubles.count = 0
    doubles.reserve(values.count)
    convertEach(values, base) { converter, text, count, kind in
      guard let value = ScalarText.double(text, count, kind) else { return false }
      converter.doubles.append(value)
      return true
    }
    writer.appendValues(doubles.values)
  }

  private mutating func feedBoolean(
    _ values: LeafSpans, _ base: UnsafePointer<UInt8>, _ writer: BooleanColumnWriter
  ) {
    convertEach(values, base) { _, text, count, kind in
      guard let value = ScalarText.boolean(text, count, kind) else { return false }
      writer.appendValue(value)
      return true
    }
  }

  private mutating func feedFixedBytes(
    _ values: LeafSpans, _ type: LeafType, _ base: UnsafePointer<UInt8>, _ writer: FixedBytesColumnWriter
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { bytes in
      guard let out = bytes.baseAddress else { return }
      convertEach(values, base) { _, text, count, kind in
        let fits =
          if case .decimal(let precision, let scale) = type {
            ScalarText.decimalBytes(text, count, precision: precision, scale: scale, width: writer.width, into: out)
          } else {
            ScalarText.uuid(text, count, kind, into: out)
          }
        if fits { writer.appendValue(out) }
        return fits
      }
    }
  }
}
