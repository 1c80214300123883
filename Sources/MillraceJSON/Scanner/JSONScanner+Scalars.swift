public import CMillraceSIMD

extension JSONScanner {
  /// Scans a string whose opening quote is just before `start`. Returns the closing quote.
  /// - Parameter escaped: set to true where the string holds an escape; never set to false.
  @inlinable @inline(__always)
  public mutating func scanString(
    _ start: UnsafePointer<UInt8>, escaped: inout Bool
  ) -> UnsafePointer<UInt8>? {
    let stop = mr_string_stop(start)
    if stop.pointee == 0x22 { return stop }
    return scanStringWithEscapes(stop, escaped: &escaped)
  }

  /// Goes on behind the first byte that is neither plain text nor the closing quote.
  @inline(never)
  public mutating func scanStringWithEscapes(
    _ stop: UnsafePointer<UInt8>, escaped: inout Bool
  ) -> UnsafePointer<UInt8>? {
    var p = stop
    while p.pointee != 0x22 {
      guard p.pointee == 0x5C else {
        return failUnlessEnd(.controlCharacter, p)
      }
      escaped = true
      guard let behind = scanEscape(p) else { return nil }
      p = mr_string_stop(behind)
    }
    return p
  }

  /// Scans the escape whose backslash is at `start`.
  private mutating func scanEscape(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    switch start[1] {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
      return start + 2
    case 0x75:
      guard let unit = JSONString.hexUnit(start + 2) else { return failUnlessEnd(.invalidEscape, start) }
      guard unit & 0xF800 == 0xD800 else { return start + 6 }
      guard unit < 0xDC00, start[6] == 0x5C, start[7] == 0x75,
        let low = JSONString.hexUnit(start + 8), low & 0xFC00 == 0xDC00
      else { return fail(.loneSurrogate, start) }
      return start + 12
    default:
      return fail(.invalidEscape, start)
    }
  }

  /// Scans a number that begins at `start` with a digit or a minus sign.
  @inlinable
  public mutating func scanNumber(
    _ start: UnsafePointer<UInt8>, kind: inout JSONKind
  ) -> UnsafePointer<UInt8>? {
    var p = start
    if p.pointee == 0x2D { p += 1 }
    if p.pointee == 0x30 {
      p += 1
    } else {
      let digits = p
      while p.pointee &- 0x30 <= 9 { p += 1 }
      if p == digits { return failUnlessEnd(.invalidNumber, p) }
    }
    kind = .integer
    let next = p.pointee
    if next != 0x2E && next | 0x20 != 0x65 {
      return next &- 0x30 <= 9 ? fail(.invalidNumber, p) : p
    }
    kind = .number
    return scanFractionAndExponent(p)
  }

  @usableFromInline
  mutating func scanFractionAndExponent(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    var p = start
    if p.pointee == 0x2E {
      p += 1
      let digits = p
      while p.pointee &- 0x30 <= 9 { p += 1 }
      if p == digits { return failUnlessEnd(.invalidNumber, p) }
    }
    if p.pointee | 0x20 == 0x65 {
      p += 1
      if p.pointee == 0x2B || p.pointee == 0x2D { p += 1 }
      let digits = p
      while p.pointee &- 0x30 <= 9 { p += 1 }
      if p == digits { return failUnlessEnd(.invalidNumber, p) }
    }
    return p
  }

  /// Scans `true`, `false` or `null`.
  @inlinable
  public mutating func scanLiteral(
    _ start: UnsafePointer<UInt8>, kind: inout JSONKind
  ) -> UnsafePointer<UInt8>? {
    let word = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
    switch UInt32(littleEndian: word) {
    case 0x6C6C_756E:
      kind = .null
      return start + 4
    case 0x6575_7274:
      kind = .true
      return start + 4
    case 0x736C_6166 where start[4] == 0x65:
      kind = .false
      return start + 5
    default:
      return failUnlessEnd(start.pointee &- 0x61 < 26 ? .invalidLiteral : .expectedValue, start)
    }
  }
}
