internal import MillraceJSON
internal import MillraceScalars

/// The text of JSON values as values of column types. Nil, or false, where a value does not fit without loss.
enum ScalarText {
  /// Strings with escapes are left alone: what needs escapes is no number, date or UUID as machines write them.
  @inline(__always)
  private static func isPlain(_ kind: JSONKind.RawValue) -> Bool { kind != JSONKind.escapedString.rawValue }

  static func int64(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    IntegerText.parseInt64(text, count: count)
  }

  static func int32(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int32? {
    IntegerText.parseInt32(text, count: count)
  }

  static func boolean(_ text: UnsafePointer<UInt8>, _ count: Int, _ kind: JSONKind.RawValue) -> Bool? {
    kind == JSONKind.string.rawValue ? boolean(text, count) : kind == JSONKind.true.rawValue
  }

  /// A text, which CSV has in place of literals, may also be `TRUE` or `True`.
  static func boolean(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool? {
    if let value = BooleanText.parse(text, count: count) { return value }
    let spelling = UnsafeBufferPointer(start: text, count: count)
    if spelling.elementsEqual("TRUE".utf8) || spelling.elementsEqual("True".utf8) { return true }
    return spelling.elementsEqual("FALSE".utf8) || spelling.elementsEqual("False".utf8) ? false : nil
  }

  /// An integer must be exactly a double; any other number is the nearest one, as everywhere in JSON.
  static func double(_ text: UnsafePointer<UInt8>, _ count: Int, _ kind: JSONKind.RawValue) -> Double? {
    if count > 15 && isInteger(text, count, kind) && !isExactInteger(text, count) { return nil }
    return DoubleText.parse(text, count: count)
  }

  private static func isInteger(_ text: UnsafePointer<UInt8>, _ count: Int, _ kind: JSONKind.RawValue) -> Bool {
    if kind != JSONKind.string.rawValue { return kind == JSONKind.integer.rawValue }
    return UnsafeBufferPointer(start: text, count: count).allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  private static func isExactInteger(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard let integer = IntegerText.parseInt64(text, count: count) else { return false }
    return Double(exactly: integer) != nil
  }

  static func timestamp(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ kind: JSONKind.RawValue, utc: Bool
  ) -> Int64? {
    guard isPlain(kind), let timestamp = TimestampText.parse(text, count: count), timestamp.hasZone == utc else {
      return nil
    }
    return timestamp.microseconds
  }

  static func date(_ text: UnsafePointer<UInt8>, _ count: Int, _ kind: JSONKind.RawValue) -> Int32? {
    isPlain(kind) ? DateText.parse(text, count: count) : nil
  }

  static func uuid(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ kind: JSONKind.RawValue, into out: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    isPlain(kind) && UUIDText.parse(text, count: count, into: out)
  }

  static func decimal64(_ text: UnsafePointer<UInt8>, _ count: Int, precision: Int, scale: Int) -> Int64? {
    DecimalText.parseInt64(text, count: count, precision: precision, scale: scale)
  }

  /// Big-endian two's complement in `width` bytes, at most 16.
  static func decimalBytes(
    _ text: UnsafePointer<UInt8>, _ count: Int, precision: Int, scale: Int, width: Int,
    into out: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    guard let value = DecimalText.parseInt128(text, count: count, precision: precision, scale: scale) else {
      return false
    }
    withUnsafeBytes(of: value.bigEndian) { bytes in
      for i in 0..<width { out[i] = bytes[bytes.count - width + i] }
    }
    return true
  }
}
