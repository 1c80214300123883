internal import CMillraceSIMD
internal import MillraceJSON

// Unsafe pointers here: records stand in padded buffers.

/// JSON texts: records are the elements of an array, or values that follow one another.
extension RecordPacker {
  /// A token that is not whole is found to be broken no farther than this before the end of what is in the buffer.
  static let tokenReach = 12

  mutating func readValues(isLast: Bool) {
    buffer.mark(with: 0)
    buffer.validate()
    while reading != .end {
      if reading == .values || reading == .trailer {
        guard skipJunk(isLast: isLast) else { return }
      } else {
        advance(to: min(scanner.skipSpace(buffer.start), buffer.end))
        guard buffer.rest > 0 else {
          if isLast { endFile(buffer.start, brokenAt: buffer.start, reason: Self.reason(.unexpectedEnd), isCut: false) }
          return
        }
      }
      if passToken() { continue }
      if reading == .end { return }
      guard packValue(buffer.start, isLast: isLast) else { return }
    }
  }

  /// Passes over a comma or bracket of the outermost array. False where a value is due, or the file is broken.
  private mutating func passToken() -> Bool {
    switch (buffer.start.pointee, reading) {
    case (UInt8(ascii: "]"), .firstElement), (UInt8(ascii: "]"), .comma): reading = .trailer
    case (UInt8(ascii: ","), .comma): reading = .element
    case (_, .comma):
      endFile(buffer.start, brokenAt: buffer.start, reason: Self.reason(.expectedCommaOrBracket))
      return false
    case (_, .trailer):
      endFile(buffer.start, brokenAt: buffer.start, reason: Self.reason(.trailingBytes))
      return false
    default: return false
    }
    buffer.position += 1
    return true
  }

  static func reason(_ code: JSONError.Code) -> String { JSONError(code: code, offset: 0).reason }

  /// Packs the value at `start`; false where it is not whole yet.
  private mutating func packValue(_ start: UnsafePointer<UInt8>, isLast: Bool) -> Bool {
    // What is no UTF-8 in junk before the value is no fault of the value.
    if buffer.validatedEnd < start { buffer.validate(from: start) }
    let mark = message.area.count
    message.beginRecord()
    let begin = message.area.count
    let outcome = transformer.apply(start, allowsNewlines: true, into: message.area)
    if case .malformed(let code, let place) = outcome {
      message.area.count = mark
      return endBroken(start, place, code, isLast: isLast)
    }
    guard let end = outcome.end, end < buffer.end || isLast else {
      message.area.count = mark
      waitForMore()
      return false
    }
    if end - start > options.maximumRecordBytes {
      message.area.count = mark
      endFile(start, brokenAt: start + options.maximumRecordBytes, reason: tooLongReason)
      return true
    }
    let feeds = mr_count_newlines(start, end - start)
    settle(outcome, Source(start: start, end: end, next: end, nextLine: line + feeds), mark, begin)
    line += feeds
    buffer.position += end - start
    reading = reading.behindRecord
    return true
  }

  /// Takes in a value that is whole.
  private mutating func settle(_ outcome: TransformOutcome, _ source: Source, _ mark: Int, _ begin: Int) {
    if source.end > buffer.validatedEnd {
      message.area.count = mark
      reject(
        source.start, source.end, errorOffset: buffer.validatedEnd - source.start, reason: Self.reason(.invalidUTF8))
      return buffer.validate(from: source.end)
    }
    if case .kept = outcome { return keep(source, mark: mark, begin: begin) }
    message.area.count = mark
    if case .failed(_, let reason) = outcome {
      reject(source.start, source.end, errorOffset: 0, reason: reason)
    } else {
      ordinal += 1
      dropped += 1
    }
  }

  /// The value at `start` is broken at `place`, or not whole yet: then false.
  private mutating func endBroken(
    _ start: UnsafePointer<UInt8>, _ place: UnsafePointer<UInt8>, _ code: JSONError.Code, isLast: Bool
  ) -> Bool {
    let limit = options.maximumRecordBytes
    if place >= buffer.end - Self.tokenReach && !isLast && buffer.rest <= limit + Self.tokenReach {
      waitForMore()
      return false
    }
    if place - start > limit {
      endFile(start, brokenAt: start + limit, reason: tooLongReason)
    } else if place > buffer.validatedEnd {
      endFile(start, brokenAt: buffer.validatedEnd, reason: Self.reason(.invalidUTF8))
    } else {
      endFile(start, brokenAt: place, reason: Self.reason(code), isCut: code != .unexpectedEnd)
    }
    return true
  }
}

extension TransformOutcome {
  /// The byte behind the value; nil where it is none.
  var end: UnsafePointer<UInt8>? {
    switch self {
    case .kept(let end), .dropped(let end), .failed(let end, _): end
    case .malformed: nil
    }
  }
}
