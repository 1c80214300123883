internal import CMillraceSIMD
internal import MillraceJSON

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

// Unsafe pointers here: records stand in padded buffers.

/// NDJSON: a record a line.
extension RecordPacker {
  /// Lines are looked at together until they have so many bytes, which the nearest cache holds with what is made of them.
  private static let batch = 16 << 10

  mutating func readLines(isLast: Bool) {
    while buffer.rest > 0 {
      if isSkippingLine && !endSkipping() { return }
      // Line feeds end tokens, so there must be one behind the last line.
      buffer.mark(with: 0x0A)
      let end = isLast ? buffer.end : endOfLines()
      if end > buffer.start { packLines(upTo: end, isLast: isLast) }
      if leastRest > 0 { return }
      if buffer.start >= end && !isSkippingLine && (isLast || !readUnendedLine()) { return }
    }
  }

  /// Behind the last line feed.
  private func endOfLines() -> UnsafePointer<UInt8> {
    var p = buffer.end
    while p > buffer.start && p[-1] != 0x0A { p -= 1 }
    return p
  }

  /// Packs the lines from the buffer's position to `end`, as far as junk that has not ended allows.
  private mutating func packLines(upTo end: UnsafePointer<UInt8>, isLast: Bool) {
    var p = buffer.start
    while p < end {
      let length = min(Self.batch, end - p)
      guard let next = packLines(p, upTo: endOfLine(p + length - 1, end), isLast: isLast) else { return }
      p = next
    }
    buffer.position = min(p, buffer.end) - UnsafePointer(buffer.base)
  }

  /// Behind the line feed of the line that `place` is in, or `end`.
  private func endOfLine(_ place: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    guard let feed = memchr(place, 0x0A, end - place) else { return end }
    return UnsafePointer(feed.assumingMemoryBound(to: UInt8.self)) + 1
  }

  /// Packs the lines from `begin` to `end`, which are looked at together. Returns where the next one begins; nil where more bytes are
  /// needed first.
  private mutating func packLines(
    _ begin: UnsafePointer<UInt8>, upTo end: UnsafePointer<UInt8>, isLast: Bool
  ) -> UnsafePointer<UInt8>? {
    var mayHoldEF = true
    let isUTF8 = mr_utf8_valid_prefix_noting(begin, end - begin, &mayHoldEF) == end - begin
    mayHoldNoncharacters = mayHoldEF || transformer.addsText
    let isPlain = isUTF8 && end - begin <= options.maximumRecordBytes
    transformer.expect(begin..<end)
    var p = begin
    while p < end {
      let start = lineScanner.skipSpace(p)
      buffer.position = min(start, buffer.end) - UnsafePointer(buffer.base)
      if start.pointee == 0x0A {
        line += 1
        p = start + 1
      } else if isPlain && start.pointee == UInt8(ascii: "{") {
        p = packLine(start)
      } else {
        guard let next = packOddLine(start, isUTF8: isUTF8, isLast: isLast) else { return nil }
        p = next
      }
    }
    return p
  }

  /// Packs the record that begins at `start`, up to the line's end. Returns the start of the next line.
  private mutating func packLine(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    let mark = message.area.count
    message.beginRecord()
    let begin = message.area.count
    switch transformer.apply(start, allowsNewlines: false, into: message.area) {
    case .kept(let end):
      let behind = lineScanner.skipSpace(end)
      guard behind.pointee == 0x0A else { return rejectLine(start, mark, .trailingBytes, behind) }
      keep(Source(start: start, end: end, next: behind + 1, nextLine: line + 1), mark: mark, begin: begin)
      line += 1
      return behind + 1
    case .dropped(let end):
      let behind = lineScanner.skipSpace(end)
      guard behind.pointee == 0x0A else { return rejectLine(start, mark, .trailingBytes, behind) }
      message.area.count = mark
      ordinal += 1
      dropped += 1
      line += 1
      return behind + 1
    case .failed(let end, let reason):
      let behind = lineScanner.skipSpace(end)
      guard behind.pointee == 0x0A else { return rejectLine(start, mark, .trailingBytes, behind) }
      message.area.count = mark
      reject(start, end, errorOffset: 0, reason: reason)
      line += 1
      return behind + 1
    case .malformed(let code, let position):
      return rejectLine(start, mark, code, position)
    }
  }

  /// A line that may be junk, too long, or no text.
  private mutating func packOddLine(_ start: UnsafePointer<UInt8>, isUTF8: Bool, isLast: Bool) -> UnsafePointer<UInt8>?
  {
    switch junk.finding(at: start, end: buffer.end, isLast: isLast) {
    case .junk(let end):
      line += mr_count_newlines(start, end - start)
      return end
    case .incomplete:
      waitForMore()
      return nil
    case .unclosed:
      return rejectBeginning(start, reason: Self.unclosedReason)
    case .nothing: break
    }
    let length = lineLength(start)
    if length > options.maximumRecordBytes { return rejectBeginning(start, reason: tooLongReason) }
    let valid = isUTF8 ? length : mr_utf8_valid_prefix(start, length)
    return valid == length ? packLine(start) : rejectLine(start, message.area.count, .invalidUTF8, start + valid)
  }

  private func lineLength(_ start: UnsafePointer<UInt8>) -> Int {
    guard let feed = memchr(start, 0x0A, buffer.end - start) else { return buffer.end - start }
    return UnsafeRawPointer(feed) - UnsafeRawPointer(start)
  }

  /// Notes a line that is no JSON value, unless it is junk. Returns the start of the next one.
  private mutating func rejectLine(
    _ start: UnsafePointer<UInt8>, _ mark: Int, _ code: JSONError.Code, _ position: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    message.area.count = mark
    let end = start + lineLength(start)
    if !junk.matches(start, end) {
      let last = end > start && end[-1] == 0x0D ? end - 1 : end
      reject(start, last, errorOffset: position - start, reason: JSONError(code: code, offset: 0).reason)
    }
    line += 1
    return end + 1
  }

  /// Notes a line of which no more than the limit may be looked at. Returns where the next one begins, as far as that is in the buffer.
  private mutating func rejectBeginning(_ start: UnsafePointer<UInt8>, reason: String) -> UnsafePointer<UInt8> {
    let length = lineLength(start)
    let kept = min(length, options.maximumRecordBytes)
    reject(start, start + kept, errorOffset: 0, reason: reason, isCut: kept < length)
    if start + length >= buffer.end {
      isSkippingLine = true
      return buffer.end
    }
    line += 1
    return start + length + 1
  }

  /// Looks at a line whose end is not in the buffer. Whether there is something to read behind what has been looked at.
  private mutating func readUnendedLine() -> Bool {
    let start = lineScanner.skipSpace(buffer.start)
    buffer.position = min(start, buffer.end) - UnsafePointer(buffer.base)
    guard buffer.rest > 0 else { return false }
    switch junk.finding(at: start, end: buffer.end, isLast: false) {
    case .junk(let end):
      line += mr_count_newlines(start, end - start)
      buffer.position = end - UnsafePointer(buffer.base)
      return true
    case .unclosed:
      buffer.position = rejectBeginning(start, reason: Self.unclosedReason) - UnsafePointer(buffer.base)
    case .nothing where buffer.rest > options.maximumRecordBytes:
      buffer.position = rejectBeginning(start, reason: tooLongReason) - UnsafePointer(buffer.base)
    case .nothing, .incomplete: break
    }
    return false
  }

  /// Passes over the rest of a line. False where its end is not in the buffer.
  private mutating func endSkipping() -> Bool {
    let length = lineLength(buffer.start)
    buffer.position += length
    // The line feed is left: it counts the line.
    isSkippingLine = buffer.rest == 0
    return !isSkippingLine
  }
}
