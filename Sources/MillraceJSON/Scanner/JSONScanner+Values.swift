extension JSONScanner {
  /// Scans any value, whose first byte is at `start` (white space is already skipped).
  /// - Parameter depth: how many containers already surround the value.
  @inlinable
  public mutating func scanValue(
    _ start: UnsafePointer<UInt8>, kind: inout JSONKind, depth: Int = 0
  ) -> UnsafePointer<UInt8>? {
    switch start.pointee {
    case 0x22:
      var escaped = false
      guard let quote = scanString(start + 1, escaped: &escaped) else { return nil }
      kind = escaped ? .escapedString : .string
      return quote + 1
    case 0x30...0x39, 0x2D:
      return scanNumber(start, kind: &kind)
    case 0x7B:
      kind = .object
      return scanObject(start, depth: depth + 1)
    case 0x5B:
      kind = .array
      return scanArray(start, depth: depth + 1)
    default:
      return scanLiteral(start, kind: &kind)
    }
  }

  @usableFromInline
  mutating func scanObject(_ start: UnsafePointer<UInt8>, depth: Int) -> UnsafePointer<UInt8>? {
    if depth > maximumDepth { return fail(.tooDeep, start) }
    var p = skipSpace(start + 1)
    if p.pointee == 0x7D { return p + 1 }
    var escaped = false
    var kind = JSONKind.null
    while true {
      if p.pointee != 0x22 { return failUnlessEnd(.expectedKey, p) }
      guard let quote = scanString(p + 1, escaped: &escaped) else { return nil }
      p = skipSpace(quote + 1)
      if p.pointee != 0x3A { return failUnlessEnd(.expectedColon, p) }
      guard let behind = scanValue(skipSpace(p + 1), kind: &kind, depth: depth) else { return nil }
      p = skipSpace(behind)
      if p.pointee == 0x7D { return p + 1 }
      if p.pointee != 0x2C { return failUnlessEnd(.expectedCommaOrBrace, p) }
      p = skipSpace(p + 1)
    }
  }

  @usableFromInline
  mutating func scanArray(_ start: UnsafePointer<UInt8>, depth: Int) -> UnsafePointer<UInt8>? {
    if depth > maximumDepth { return fail(.tooDeep, start) }
    var p = skipSpace(start + 1)
    if p.pointee == 0x5D { return p + 1 }
    var kind = JSONKind.null
    while true {
      guard let behind = scanValue(p, kind: &kind, depth: depth) else { return nil }
      p = skipSpace(behind)
      if p.pointee == 0x5D { return p + 1 }
      if p.pointee != 0x2C { return failUnlessEnd(.expectedCommaOrBracket, p) }
      p = skipSpace(p + 1)
    }
  }
}
