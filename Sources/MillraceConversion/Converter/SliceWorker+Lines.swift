#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import CMillraceSIMD
internal import MillraceCompression
internal import MillraceJSON

/// Reading NDJSON: records are lines.
extension SliceWorker {
  /// Where a segment's bytes lie in the buffer, and how far it has been read.
  private struct Place {
    /// What added to a position in the buffer gives the offset in the input.
    var offset: Int64
    /// Up to where line feeds have been looked for.
    var searched: Int
    /// Whether the rest of a line that is too long is being passed over.
    var isSkipping = false
  }

  func readLines(_ segment: InputSegment, _ source: any ByteSource, _ outcome: inout SegmentOutcome) throws {
    var place = Place(offset: segment.offset - Int64(buffer.count), searched: buffer.count)
    var atStart = segment.offset == 0
    var hasMore = true
    var added: Int64 = 0
    while hasMore {
      if buffer.isNearlyFull { try makeRoom(&place, &outcome) }
      hasMore = try buffer.fill(from: source)
      if atStart {
        skipByteOrderMark()
        skipHeader(&outcome)
      }
      atStart = false
      if !hasMore && buffer.position < buffer.count && buffer.base[buffer.count - 1] != 0x0A {
        buffer.terminate(with: 0x0A)
        added = 1
      }
      guard let end = lastLineEnd(from: place.searched) else {
        place.searched = buffer.count
        continue
      }
      place.searched = buffer.count
      if place.isSkipping { endSkipping(&place) }
      shredLines(upTo: end, place.offset, &outcome)
      try passOnBadRecords(&outcome)
    }
    outcome.bytes = Int64(buffer.count) + place.offset - segment.offset - added
    outcome.duplicateKeys += takeDuplicateKeys()
  }

  private func skipByteOrderMark() {
    let start = buffer.base + buffer.position
    if buffer.count - buffer.position >= 3 && start[0] == 0xEF && start[1] == 0xBB && start[2] == 0xBF {
      buffer.position += 3
    }
  }

  private func skipHeader(_ outcome: inout SegmentOutcome) {
    guard let line = shredder.arrayHeader?.line, !line.isEmpty else { return }
    let start = endOfSpace(from: buffer.position)
    guard buffer.count - start >= line.count, memcmp(buffer.base + start, line, line.count) == 0 else { return }
    var end = start + line.count
    while end < buffer.count && buffer.base[end] <= 0x20 && buffer.base[end] != 0x0A { end += 1 }
    guard end == buffer.count || buffer.base[end] == 0x0A else { return }
    outcome.lines += 1 + (buffer.position..<start).count { buffer.base[$0] == 0x0A }
    buffer.position = min(end + 1, buffer.count)
  }

  /// The place behind the blank lines and the white space from `start` on.
  private func endOfSpace(from start: Int) -> Int {
    var end = start
    while end < buffer.count && [0x20, 0x09, 0x0D, 0x0A].contains(buffer.base[end]) { end += 1 }
    return end
  }

  /// The place behind the last line feed from `start` on.
  private func lastLineEnd(from start: Int) -> Int? {
    var end = buffer.count
    while end > start {
      if buffer.base[end - 1] == 0x0A { return end }
      end -= 1
    }
    return nil
  }

  private func makeRoom(_ place: inout Place, _ outcome: inout SegmentOutcome) throws {
    let moved = try endBatch()
    place.offset += Int64(moved)
    place.searched -= moved
    guard buffer.isNearlyFull else { return }
    if !place.isSkipping && buffer.count <= options.maximumLineBytes { return buffer.grow() }
    if !place.isSkipping {
      rejectLongLine(UnsafePointer(buffer.base) + buffer.position, line: outcome.lines + 1, place.offset, &outcome)
    }
    place.isSkipping = true
    place.offset += Int64(buffer.count - buffer.position)
    buffer.dropRest()
    place.searched = buffer.count
  }

  /// Notes the line at `start`, of which more bytes than the limit are in the buffer, as a bad record.
  private func rejectLongLine(
    _ start: UnsafePointer<UInt8>, line: Int, _ offset: Int64, _ outcome: inout SegmentOutcome
  ) {
    let limit = options.maximumLineBytes
    outcome.badRecords.append(
      BadRecord(
        input: outcome.input, line: line, byteOffset: offset + Int64(start - UnsafePointer(buffer.base)),
        errorOffset: limit,
        reason: "the line is longer than the line limit of \(limit) bytes; raise the limit to take it",
        bytes: Array(UnsafeBufferPointer(start: start, count: min(limit, BadRecord.maximumBytes))), isCut: true))
  }

  /// Passes over what is left of the line that is too long.
  private func endSkipping(_ place: inout Place) {
    place.isSkipping = false
    let start = buffer.base + buffer.position
    if let newline = memchr(start, 0x0A, buffer.count - buffer.position) {
      buffer.position += UnsafeMutableRawPointer(newline) - UnsafeMutableRawPointer(start)
    }
  }

  /// Shreds all lines from the buffer's position up to `end`, which is behind a line feed.
  private func shredLines(upTo end: Int, _ offset: Int64, _ outcome: inout SegmentOutcome) {
    shredder.base = UnsafePointer(buffer.base)
    var p = UnsafePointer(buffer.base) + buffer.position
    let endOfLines = UnsafePointer(buffer.base) + end
    let isUTF8 = mr_utf8_valid_prefix(p, endOfLines - p) == endOfLines - p
    let firstRow = shredder.row
    let mayBeTooLong = endOfLines - p > options.maximumLineBytes
    while p < endOfLines {
      outcome.lines += 1
      if mayBeTooLong, let next = passOverLongLine(p, offset, &outcome) {
        p = next
        continue
      }
      let start = shredder.scanner.skipSpace(p)
      if start.pointee == 0x0A {
        p = start + 1
      } else if isUTF8 || isValidLine(start), let lineEnd = shred(start) {
        p = lineEnd + 1
      } else {
        p = reject(p, offset, &outcome)
      }
    }
    outcome.rows += Int(shredder.row - firstRow)
    outcome.droppedRecords += transforming?.takeDropped() ?? 0
    buffer.position = end
  }

  /// The start of the next line, where the one at `start` is longer than the limit.
  private func passOverLongLine(
    _ start: UnsafePointer<UInt8>, _ offset: Int64, _ outcome: inout SegmentOutcome
  ) -> UnsafePointer<UInt8>? {
    let length = lineLength(start)
    guard length > options.maximumLineBytes else { return nil }
    rejectLongLine(start, line: outcome.lines, offset, &outcome)
    return start + length + 1
  }

  private func isValidLine(_ start: UnsafePointer<UInt8>) -> Bool {
    let length = lineLength(start)
    let valid = mr_utf8_valid_prefix(start, length)
    if valid == length { return true }
    shredder.scanner.failure = .init(code: .invalidUTF8, position: start + valid)
    return false
  }

  private func lineLength(_ start: UnsafePointer<UInt8>) -> Int {
    let rest = buffer.base + buffer.count - UnsafeMutablePointer(mutating: start)
    guard let newline = memchr(start, 0x0A, rest) else { return rest }
    return UnsafeRawPointer(newline) - UnsafeRawPointer(start)
  }

  /// Notes the line at `start` as a bad record; returns the start of the next one.
  private func reject(
    _ start: UnsafePointer<UInt8>, _ offset: Int64, _ outcome: inout SegmentOutcome
  ) -> UnsafePointer<UInt8> {
    let length = lineLength(start)
    var kept = length
    if kept > 0 && start[kept - 1] == 0x0D { kept -= 1 }
    let failure = shredder.scanner.failure
    let errorOffset = (failure?.position ?? start) - start
    outcome.badRecords.append(
      BadRecord(
        input: outcome.input, line: outcome.lines, byteOffset: offset + Int64(start - UnsafePointer(buffer.base)),
        errorOffset: min(errorOffset, kept), reason: badRecordReason(failure?.code ?? .expectedValue),
        bytes: Array(UnsafeBufferPointer(start: start, count: min(kept, BadRecord.maximumBytes))),
        isCut: kept > BadRecord.maximumBytes))
    return start + length + 1
  }
}
