internal import CMillraceSIMD

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

// Unsafe pointers here: records stand in padded buffers.

/// Finds junk at places where a record could begin.
struct JunkFilter {
  /// What stands at a place.
  enum Finding {
    /// A record, or whatever else is no junk.
    case nothing
    /// Junk that ends before this byte.
    case junk(end: UnsafePointer<UInt8>)
    /// Junk, or its beginning: more bytes are needed to tell where it ends.
    case incomplete
    /// A `/*` without its `*/`.
    case unclosed
  }

  private let rules: JunkRules
  private let patterns: [Regex<AnyRegexOutput>]
  /// The longest junk; what is longer is no junk.
  private let maximumBytes: Int

  init(_ rules: JunkRules, maximumBytes: Int) {
    self.rules = rules
    self.maximumBytes = maximumBytes
    // A pattern that is none was refused when it was made.
    patterns = rules.patterns.compactMap { try? Regex($0.text) }
  }

  var hasPatterns: Bool { !patterns.isEmpty }

  /// What stands at `start`, which is no white space.
  /// - Parameter isLast: whether nothing follows `end`.
  func finding(at start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, isLast: Bool) -> Finding {
    switch start.pointee {
    case UInt8(ascii: "/"): comment(start, end, isLast)
    case UInt8(ascii: "#") where rules.hashLines: line(start, end, isLast)
    case UInt8(ascii: ")") where rules.responsePrefix: prefix(start, end, isLast)
    case 0xEF where rules.byteOrderMark: mark(start, end, isLast)
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""): .nothing
    default: hasPatterns ? patternLine(start, end, isLast) : .nothing
    }
  }

  /// Whether the line from `start` to `end`, without its line feed, is junk by a pattern.
  func matches(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
    guard hasPatterns else { return false }
    var count = end - start
    if count > 0 && start[count - 1] == 0x0D { count -= 1 }
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    return patterns.contains { (try? $0.wholeMatch(in: text)) != nil }
  }

  private func comment(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isLast: Bool) -> Finding {
    if end - start < 2 { return isLast ? .nothing : .incomplete }
    switch start[1] {
    case UInt8(ascii: "/") where rules.slashLines: return line(start, end, isLast)
    case UInt8(ascii: "*") where rules.blockComments: return block(start, end, isLast)
    default: return hasPatterns ? patternLine(start, end, isLast) : .nothing
    }
  }

  private func block(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isLast: Bool) -> Finding {
    let limit = min(end - start, maximumBytes)
    var p = start + 2
    while p < start + limit, let star = memchr(p, 0x2A, start + limit - p) {
      p = UnsafePointer(star.assumingMemoryBound(to: UInt8.self)) + 1
      if p < start + limit && p.pointee == UInt8(ascii: "/") { return .junk(end: p + 1) }
    }
    return isLast || end - start > maximumBytes ? .unclosed : .incomplete
  }

  /// A line that is junk whatever it holds. Its line feed is left.
  private func line(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isLast: Bool) -> Finding {
    guard let lineEnd = endOfLine(start, end, isLast) else { return tooLongOrIncomplete(start, end) }
    return lineEnd - start > maximumBytes ? .nothing : .junk(end: lineEnd)
  }

  private func patternLine(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isLast: Bool) -> Finding {
    guard let lineEnd = endOfLine(start, end, isLast) else { return tooLongOrIncomplete(start, end) }
    return lineEnd - start <= maximumBytes && matches(start, lineEnd) ? .junk(end: lineEnd) : .nothing
  }

  private func tooLongOrIncomplete(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Finding {
    end - start > maximumBytes ? .nothing : .incomplete
  }

  private func endOfLine(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isLast: Bool
  ) -> UnsafePointer<UInt8>? {
    guard let feed = memchr(start, 0x0A, end - start) else { return isLast ? end : nil }
    return UnsafePointer(feed.assumingMemoryBound(to: UInt8.self))
  }

  private func prefix(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isLast: Bool) -> Finding {
    let text = Array(")]}'".utf8)
    if end - start <= text.count && !isLast { return .incomplete }
    guard end - start >= text.count, memcmp(start, text, text.count) == 0 else {
      return hasPatterns ? patternLine(start, end, isLast) : .nothing
    }
    let behind = start + text.count
    return .junk(end: behind < end && behind.pointee == UInt8(ascii: ",") ? behind + 1 : behind)
  }

  private func mark(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isLast: Bool) -> Finding {
    if end - start < 3 && !isLast { return .incomplete }
    if end - start >= 3 && start[1] == 0xBB && start[2] == 0xBF { return .junk(end: start + 3) }
    return hasPatterns ? patternLine(start, end, isLast) : .nothing
  }
}
