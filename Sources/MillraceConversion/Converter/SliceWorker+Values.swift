internal import CMillraceSIMD
internal import MillraceCompression
internal import MillraceJSON

/// Reading JSON texts: records are the objects of an array, or objects that follow one another.
extension SliceWorker {
  /// How far a JSON text has been read.
  private struct TextState {
    enum Expectation { case anything, value, valueOrEnd, commaOrEnd, nothing }

    var expects = Expectation.anything
    /// What added to a position in the buffer gives the offset in the input.
    var offset: Int64
    /// Up to where the buffer is known to be UTF-8.
    var validated: Int
    var isInArray = false
  }

  func readValues(_ segment: InputSegment, _ source: any ByteSource, _ outcome: inout SegmentOutcome) throws {
    var state = TextState(offset: -Int64(buffer.count), validated: buffer.count)
    var hasMore = true
    var atStart = true
    while hasMore {
      if buffer.isNearlyFull { try makeRoom(&state, segment) }
      hasMore = try buffer.fill(from: source)
      buffer.mark(with: 0)
      if atStart && buffer.count - buffer.position >= 3 {
        let start = buffer.base + buffer.position
        if start[0] == 0xEF && start[1] == 0xBB && start[2] == 0xBF { buffer.position += 3 }
      }
      atStart = false
      state.validated += mr_utf8_valid_prefix(buffer.base + state.validated, buffer.count - state.validated)
      try shredValues(&state, segment, &outcome, isEnd: !hasMore)
      try passOnBadRecords(&outcome)
    }
    if state.validated < buffer.count { throw failure(.invalidUTF8, at: state.validated, state, segment) }
    if state.isInArray && state.expects != .nothing { throw failure(.unexpectedEnd, at: buffer.count, state, segment) }
    outcome.bytes = Int64(buffer.count) + state.offset
    outcome.duplicateKeys += takeDuplicateKeys()
  }

  private func makeRoom(_ state: inout TextState, _ segment: InputSegment) throws {
    let moved = try endBatch()
    state.offset += Int64(moved)
    state.validated -= moved
    guard buffer.isNearlyFull else { return }
    if buffer.count > options.maximumLineBytes { throw failure(.tooLong, at: buffer.position, state, segment) }
    buffer.grow()
  }

  /// Shreds the values that are whole in the buffer.
  private func shredValues(
    _ state: inout TextState, _ segment: InputSegment, _ outcome: inout SegmentOutcome, isEnd: Bool
  ) throws {
    shredder.base = UnsafePointer(buffer.base)
    let end = UnsafePointer(buffer.base) + buffer.count
    let firstRow = shredder.row
    defer {
      outcome.rows += Int(shredder.row - firstRow)
      outcome.droppedRecords += transforming?.takeDropped() ?? 0
    }
    while true {
      var p = shredder.scanner.skipSpace(UnsafePointer(buffer.base) + buffer.position)
      outcome.lines += mr_count_newlines(
        buffer.base + buffer.position, p - UnsafePointer(buffer.base) - buffer.position)
      buffer.position = p - UnsafePointer(buffer.base)
      if p >= end { return }
      if try passPunctuation(p.pointee, &state, segment) {
        buffer.position += 1
        continue
      }
      guard let behind = try shredValue(p, end, &state, segment, &outcome, isEnd: isEnd) else { return }
      outcome.lines += mr_count_newlines(p, behind - p)
      p = behind
      buffer.position = p - UnsafePointer(buffer.base)
      state.expects = state.isInArray ? .commaOrEnd : .anything
    }
  }

  /// Whether a byte is a bracket or comma of the outermost array, which it takes note of.
  private func passPunctuation(_ byte: UInt8, _ state: inout TextState, _ segment: InputSegment) throws -> Bool {
    switch (byte, state.expects) {
    case (0x5B, .anything):
      state.isInArray = true
      state.expects = .valueOrEnd
      return true
    case (0x5D, .valueOrEnd), (0x5D, .commaOrEnd):
      state.expects = .nothing
      return true
    case (0x2C, .commaOrEnd):
      state.expects = .value
      return true
    case (_, .commaOrEnd): throw failure(.expectedCommaOrBracket, at: buffer.position, state, segment)
    case (_, .nothing): throw failure(.trailingBytes, at: buffer.position, state, segment)
    default: return false
    }
  }

  /// Shreds one value; nil where it is not whole yet.
  private func shredValue(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ state: inout TextState, _ segment: InputSegment,
    _ outcome: inout SegmentOutcome, isEnd: Bool
  ) throws -> UnsafePointer<UInt8>? {
    if transforming != nil && !isEnd && mayGoOn(start, end) { return nil }
    var behind = shred(start)
    if behind == nil, shredder.scanner.failure?.code == .expectedObject {
      behind = behindBadValue(start)
      guard let behind else { return nil }
      // A number at the end of what has been read may go on.
      if behind >= end && !isEnd { return nil }
      reject(start, behind, state, &outcome)
    }
    let failed = shredder.scanner.failure?.position ?? start
    let validEnd = UnsafePointer(buffer.base) + state.validated
    // A character may be cut off where the buffer ends, but not within a value that is whole.
    if (behind ?? failed) > validEnd && (behind != nil || isEnd || end - validEnd > 3) {
      throw failure(.invalidUTF8, at: state.validated, state, segment)
    }
    if let behind { return behind }
    if failed >= end - 12 && !isEnd { return nil }
    throw failure(
      shredder.scanner.failure?.code ?? .expectedValue, at: failed - UnsafePointer(buffer.base), state, segment)
  }

  /// Where a value ends that is JSON, but cannot be a row.
  private func behindBadValue(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    if transforming != nil { return badRecordEnd }
    var kind = JSONKind.null
    return shredder.scanner.scanValue(start, kind: &kind)
  }

  /// Whether a number begins here and ends where what has been read ends, where it may go on.
  private func mayGoOn(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
    guard start.pointee == 0x2D || start.pointee &- 0x30 <= 9 else { return false }
    var p = start
    while p < end && p.pointee > 0x20 && ![0x2C, 0x5D, 0x7D].contains(p.pointee) { p += 1 }
    return p >= end
  }

  private func reject(
    _ start: UnsafePointer<UInt8>, _ behind: UnsafePointer<UInt8>, _ state: TextState, _ outcome: inout SegmentOutcome
  ) {
    let length = behind - start
    outcome.badRecords.append(
      BadRecord(
        input: outcome.input, line: outcome.lines + 1,
        byteOffset: state.offset + Int64(start - UnsafePointer(buffer.base)), errorOffset: 0,
        reason: badRecordReason(.expectedObject),
        bytes: Array(UnsafeBufferPointer(start: start, count: min(length, BadRecord.maximumBytes))),
        isCut: length > BadRecord.maximumBytes))
  }

  private func failure(
    _ code: JSONError.Code, at position: Int, _ state: TextState, _ segment: InputSegment
  ) -> InputFailure {
    let error = JSONError(code: code, offset: 0)
    return InputFailure(
      code: .invalidJSON,
      message: "\(segment.name): byte \(state.offset + Int64(position)): \(error.reason); mend the file, or use "
        + "format ndjson if each line is a record of its own",
      isRetryable: false)
  }
}
