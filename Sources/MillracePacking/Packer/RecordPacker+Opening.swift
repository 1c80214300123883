internal import CMillraceSIMD
internal import MillraceJSON

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

// Unsafe pointers here: records stand in padded buffers.

/// The beginning of a file: how its records stand in it.
extension RecordPacker {
  /// How far into a file one looks for the end of the array that it begins with.
  private static let arrayWindow = 64 << 10

  /// Finds out how the file is to be read. False where more bytes are needed, or there are none.
  mutating func open(isLast: Bool) -> Bool {
    buffer.mark(with: 0)
    guard skipJunk(isLast: isLast) else { return false }
    if buffer.start.pointee == UInt8(ascii: "[") { return openArray(isLast: isLast) }
    guard options.format == .auto else {
      reading = .values
      return true
    }
    guard let found = readingByFirstValue(isLast: isLast) else {
      waitForMore()
      return false
    }
    reading = found
    return true
  }

  /// Passes over white space and junk before a value. False where none begins in the buffer.
  mutating func skipJunk(isLast: Bool) -> Bool {
    while true {
      advance(to: min(scanner.skipSpace(buffer.start), buffer.end))
      if buffer.rest == 0 { return false }
      switch junk.finding(at: buffer.start, end: buffer.end, isLast: isLast) {
      case .nothing: return true
      case .junk(let end): advance(to: end)
      case .incomplete:
        waitForMore()
        return false
      case .unclosed:
        endFile(buffer.start, brokenAt: buffer.start + 1, reason: Self.unclosedReason)
        return false
      }
    }
  }

  /// Moves the position on, counting lines.
  mutating func advance(to place: UnsafePointer<UInt8>) {
    line += mr_count_newlines(buffer.start, place - buffer.start)
    buffer.position += place - buffer.start
  }

  private mutating func openArray(isLast: Bool) -> Bool {
    if options.format == .auto {
      guard let isLine = isLineOfArrays(isLast: isLast) else {
        waitForMore()
        return false
      }
      if isLine {
        reading = .lines
        return true
      }
    }
    buffer.position += 1
    reading = .firstElement
    return true
  }

  /// Whether the array at the buffer's position is a line's whole record and more records follow it; nil where more bytes must tell.
  private func isLineOfArrays(isLast: Bool) -> Bool? {
    let start = buffer.start
    let limit = min(Self.arrayWindow, options.maximumRecordBytes)
    var kind = JSONKind.null
    var onLine = lineScanner
    guard let end = onLine.scanValue(start, kind: &kind) else {
      let isKnown = isLast || buffer.rest > limit || memchr(start, 0x0A, buffer.rest) != nil
      return isKnown ? false : nil
    }
    let next = scanner.skipSpace(end)
    if next - start > limit { return false }
    if next >= buffer.end { return isLast ? false : nil }
    return next.pointee == UInt8(ascii: "[") || next.pointee == UInt8(ascii: "{")
  }

  /// Lines or values, as the first value tells; nil where it is not whole yet.
  private mutating func readingByFirstValue(isLast: Bool) -> PackingPosition.Reading? {
    let start = buffer.start
    let limit = options.maximumRecordBytes
    var kind = JSONKind.null
    scanner.failure = nil
    guard let end = scanner.scanValue(start, kind: &kind) else {
      let place = scanner.failure?.position ?? start
      let isKnown = isLast || place < buffer.end - Self.tokenReach
      if isKnown && place - start <= limit { return readingByFault(start, place) }
      guard buffer.rest > limit + Self.tokenReach || isKnown else { return nil }
      return memchr(start, 0x0A, min(limit, buffer.rest)) == nil ? .lines : .values
    }
    if end - start > limit { return memchr(start, 0x0A, limit) == nil ? .lines : .values }
    if memchr(start, 0x0A, end - start) != nil { return .values }
    let next = lineScanner.skipSpace(end)
    if next >= buffer.end { return isLast ? .lines : nil }
    return next.pointee == UInt8(ascii: "{") || next.pointee == UInt8(ascii: "[") ? .values : .lines
  }

  /// Lines or values, where the first value is broken at `place`: a line that is cut off is followed by another record.
  private func readingByFault(
    _ start: UnsafePointer<UInt8>, _ place: UnsafePointer<UInt8>
  ) -> PackingPosition.Reading {
    guard let feed = memchr(start, 0x0A, place - start) else { return .lines }
    let next = scanner.skipSpace(UnsafePointer(feed.assumingMemoryBound(to: UInt8.self)))
    return next.pointee == UInt8(ascii: "{") || next.pointee == UInt8(ascii: "[") ? .lines : .values
  }
}
