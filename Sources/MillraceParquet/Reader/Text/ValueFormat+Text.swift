extension ValueFormat {
  private static let julianDayOfEpoch: Int64 = 2_440_588

  /// Appends a value as text: the characters of a string, the ISO 8601 form of a time, the digits of a number.
  func appendText(_ values: ColumnValues, at index: Int, to text: inout [UInt8]) {
    switch values {
    case .boolean(let values): text.append(contentsOf: (values[index] ? "true" : "false").utf8)
    case .int32(let values): appendInteger(Int64(values[index]), UInt64(UInt32(bitPattern: values[index])), to: &text)
    case .int64(let values): appendInteger(values[index], UInt64(bitPattern: values[index]), to: &text)
    case .float(let values): Self.appendReal(values[index], to: &text)
    case .double(let values): Self.appendReal(values[index], to: &text)
    case .bytes(let values): appendBytes(values[index], to: &text)
    }
  }

  private func appendInteger(_ signed: Int64, _ unsigned: UInt64, to text: inout [UInt8]) {
    switch self {
    case .unsigned: text.append(contentsOf: String(unsigned).utf8)
    case .decimal(let scale): DecimalText.append(signed, scale: scale, to: &text)
    case .date: CalendarText.appendDate(signed, to: &text)
    case .time(let unit): CalendarText.appendTime(signed, perSecond: unit.perSecond, to: &text)
    case .timestamp(let unit, let utc):
      CalendarText.appendTimestamp(signed, perSecond: unit.perSecond, to: &text)
      if utc { text.append(UInt8(ascii: "Z")) }
    default: text.append(contentsOf: String(signed).utf8)
    }
  }

  private func appendBytes(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
    switch self {
    case .text: text.append(contentsOf: bytes)
    case .uuid: BinaryText.appendUUID(bytes, to: &text)
    case .decimal(let scale): DecimalText.append(bytes, scale: scale, to: &text)
    case .half:
      let bits = bytes.reversed().reduce(UInt16(0)) { $0 << 8 | UInt16($1) }
      Self.appendReal(Self.widen(bits), to: &text)
    case .legacyTimestamp: Self.appendLegacyTimestamp(bytes, to: &text)
    default: BinaryText.appendBase64(bytes, to: &text)
    }
  }

  private static func appendReal(_ value: some BinaryFloatingPoint & CustomStringConvertible, to text: inout [UInt8]) {
    if value.isFinite {
      text.append(contentsOf: value.description.utf8)
    } else {
      text.append(contentsOf: (value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity").utf8)
    }
  }

  /// The value of a half-precision number (IEEE 754 binary16).
  static func widen(_ half: UInt16) -> Float {
    let sign: Float = half & 0x8000 == 0 ? 1 : -1
    let exponent = Int(half >> 10 & 0x1F)
    let fraction = Float(half & 0x3FF)
    switch exponent {
    case 0: return sign * fraction * Float(sign: .plus, exponent: -24, significand: 1)
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * (1 + fraction / 1024) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
    }
  }

  private static func appendLegacyTimestamp(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
    let nanos = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let julianDay = bytes.dropFirst(8).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let perDay: Int64 = 86_400 * TimeUnit.nanos.perSecond
    // Times beyond midnight are written by some; they belong to the days after.
    let time = Int64(bitPattern: nanos)
    let day = Int64(julianDay) - julianDayOfEpoch + time / perDay - (time % perDay < 0 ? 1 : 0)
    CalendarText.appendDate(day, to: &text)
    text.append(UInt8(ascii: "T"))
    CalendarText.appendTime((time % perDay + perDay) % perDay, perSecond: TimeUnit.nanos.perSecond, to: &text)
  }
}
