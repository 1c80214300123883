extension TextBuffer {
  /// A whole number in decimal digits.
  mutating func append(decimal value: UInt64) {
    var digits: InlineArray<20, UInt8> = .init(repeating: 0)
    var rest = value
    var position = 20
    repeat {
      position -= 1
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
      digits[position] = 0x30 + UInt8(truncatingIfNeeded: remainder)
      rest = quotient
    } while rest > 0
    while position < 20 {
      bytes.append(digits[position])
      position += 1
    }
  }

  /// Exactly `width` decimal digits, with leading zeros.
  mutating func append(padded value: UInt64, width: Int) {
    var divisor: UInt64 = 1
    for _ in 1..<width { divisor *= 10 }
    var rest = value
    for _ in 0..<width {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: (rest / divisor) % 10))
      rest %= divisor
      divisor = max(1, divisor / 10)
    }
  }

  /// `value / 10^places` as a decimal fraction with all its places: `append(scaled: 1995, places: 2)` is `19.95`.
  mutating func append(scaled value: Int64, places: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var scale: UInt64 = 1
    for _ in 0..<places { scale *= 10 }
    append(decimal: value.magnitude / scale)
    bytes.append(UInt8(ascii: "."))
    append(padded: value.magnitude % scale, width: places)
  }

  /// The lowest `digits` hexadecimal digits of a number, in lower case.
  mutating func append(hexadecimal value: UInt64, digits: Int) {
    var shift = 4 * digits
    while shift > 0 {
      shift -= 4
      let nibble = UInt8(truncatingIfNeeded: value >> UInt64(shift)) & 0xF
      bytes.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
    }
  }

  /// A UUID of version 4 (RFC 9562), in its usual text form.
  mutating func append(uuid value: (high: UInt64, low: UInt64)) {
    let high = (value.high & ~0xF000) | 0x4000
    let low = (value.low & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
    append(hexadecimal: high >> 32, digits: 8)
    bytes.append(UInt8(ascii: "-"))
    append(hexadecimal: high >> 16, digits: 4)
    bytes.append(UInt8(ascii: "-"))
    append(hexadecimal: high, digits: 4)
    bytes.append(UInt8(ascii: "-"))
    append(hexadecimal: low >> 48, digits: 4)
    bytes.append(UInt8(ascii: "-"))
    append(hexadecimal: low, digits: 12)
  }

  /// Milliseconds since 1970 as ISO 8601 in UTC: `2026-01-01T08:15:30.125Z`.
  mutating func append(timestamp milliseconds: Int64) {
    append(date: CivilDate(daysSince1970: Int(milliseconds / CivilDate.millisecondsPerDay)))
    let time = UInt64(milliseconds % CivilDate.millisecondsPerDay)
    bytes.append(UInt8(ascii: "T"))
    append(padded: time / 3_600_000, width: 2)
    bytes.append(UInt8(ascii: ":"))
    append(padded: time / 60_000 % 60, width: 2)
    bytes.append(UInt8(ascii: ":"))
    append(padded: time / 1000 % 60, width: 2)
    bytes.append(UInt8(ascii: "."))
    append(padded: time % 1000, width: 3)
    bytes.append(UInt8(ascii: "Z"))
  }

  /// A date as `yyyy-mm-dd`.
  mutating func append(date: CivilDate) {
    append(padded: UInt64(date.year), width: 4)
    bytes.append(UInt8(ascii: "-"))
    append(padded: UInt64(date.month), width: 2)
    bytes.append(UInt8(ascii: "-"))
    append(padded: UInt64(date.day), width: 2)
  }
}
