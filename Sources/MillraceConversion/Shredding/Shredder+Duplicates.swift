internal import MillraceJSON
internal import MillraceParquet

/// Keys that repeat in one object: the last one wins, and the others are counted.
///
/// The common record has none, and pays one comparison a key to find that out. Where one repeats, the record
/// is shredded a second time, now with a look ahead through the keys of each object.
extension Shredder {
  /// Adds the positions of those keys of the object at `start` that come again in it. False where it cannot be scanned.
  mutating func markSuperseded(_ start: UnsafePointer<UInt8>) -> Bool {
    var last: [[UInt8]: Int] = [:]
    var p = scanner.skipSpace(start + 1)
    while p.pointee != 0x7D {
      guard p.pointee == 0x22 else { return scanner.failUnlessEnd(.expectedKey, p) != nil }
      var escaped = false
      guard let quote = scanner.scanString(p + 1, escaped: &escaped) else { return false }
      let key = Self.text(p + 1, quote - p - 1, escaped: escaped)
      if let earlier = last.updateValue(p - base, forKey: key) {
        superseded?.insert(earlier)
        duplicateKeys += 1
      }
      guard let end = passValue(behind: quote + 1) else { return false }
      p = scanner.skipSpace(end)
      if p.pointee == 0x2C { p = scanner.skipSpace(p + 1) }
    }
    return true
  }

  private mutating func passValue(behind quote: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    let colon = scanner.skipSpace(quote)
    guard colon.pointee == 0x3A else { return scanner.failUnlessEnd(.expectedColon, colon) }
    var kind = JSONKind.null
    guard let end = scanner.scanValue(scanner.skipSpace(colon + 1), kind: &kind, depth: frameCount) else { return nil }
    let next = scanner.skipSpace(end)
    guard next.pointee == 0x2C || next.pointee == 0x7D else {
      return scanner.failUnlessEnd(.expectedCommaOrBrace, next)
    }
    return end
  }

  private static func text(_ start: UnsafePointer<UInt8>, _ count: Int, escaped: Bool) -> [UInt8] {
    if !escaped { return Array(UnsafeBufferPointer(start: start, count: count)) }
    return Array(unsafeUninitializedCapacity: count + 4) { buffer, written in
      guard let out = buffer.baseAddress else { return }
      written = JSONString.unescape(start, count: count, into: out)
    }
  }

  /// Whether two of the values rescued from `first` on have the same path.
  @inline(never)
  func hasRepeatedRescue(from first: Int) -> Bool {
    var seen: Set<[UInt8]> = []
    for rescue in rescues[first...] where !seen.insert(rescue.path).inserted { return true }
    return false
  }

  /// Whether two of the map keys that a leaf has from `first` on are the same text.
  func hasRepeatedKey(_ leaf: Int, from first: Int) -> Bool {
    let spans = plan.leaves[leaf]
    guard spans.count - first > 1 else { return false }
    var seen: Set<[UInt8]> = []
    for i in first..<spans.count {
      let span = spans.spans[i]
      let isEscaped = spans.tags[i].kind == JSONKind.escapedString.rawValue
      if !seen.insert(Self.text(base + Int(span.offset), Int(span.length), escaped: isEscaped)).inserted { return true }
    }
    return false
  }
}
