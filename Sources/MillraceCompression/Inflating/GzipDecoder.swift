import CISAL

/// Decodes gzip: any number of members one after the other, then zero padding, as gzip(1) accepts it.
///
/// Every member's checksum and length are verified. Source: RFC 1952.
final class GzipDecoder: StreamDecoder {
  private enum Phase {
    case header(GzipHeaderParser)
    case body
    /// Behind a member, where another one, padding or the end may come.
    case boundary
    case padding
  }

  /// The most that ISA-L is given at once; its counts are 32 bits wide.
  private static let maximumStep = 1 << 30

  private let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
  private var phase = Phase.header(GzipHeaderParser())
  private var members = 0

  init() {
    isal_inflate_init(state)
  }

  deinit { state.deallocate() }

  /// Begins again, with other data.
  func reset() {
    phase = .header(GzipHeaderParser())
    members = 0
  }

  func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodingStep {
    var step = DecodingStep()
    while step.failure == nil, advance(input, output, &step) {}
    return step
  }

  func failureAtEnd() -> CompressionError? {
    switch phase {
    case .boundary, .padding: nil
    case .header: .truncated("the header of gzip member \(members + 1)")
    case .body: .truncated("gzip member \(members + 1)")
    }
  }

  /// Works until the phase changes; false when input or output has run out.
  private func advance(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, _ step: inout DecodingStep
  ) -> Bool {
    switch phase {
    case .header(var parser): return parseHeader(&parser, input, &step)
    case .body: return inflate(input, output, &step)
    case .boundary:
      guard step.consumed < input.count else { return false }
      phase = input[step.consumed] == 0 ? .padding : .header(GzipHeaderParser())
      return true
    case .padding:
      let rest = input[step.consumed...]
      step.consumed = rest.firstIndex { $0 != 0 } ?? input.count
      if step.consumed < input.count { step.failure = trailingGarbage }
      return false
    }
  }

  private func parseHeader(
    _ parser: inout GzipHeaderParser, _ input: UnsafeRawBufferPointer, _ step: inout DecodingStep
  ) -> Bool {
    let outcome = parser.parse(input, consumed: &step.consumed)
    phase = .header(parser)
    switch outcome {
    case .needsInput: return false
    case .invalid(let error):
      let isNoMember = error.code == .corrupt && members > 0 && !parser.hasMagic
      step.failure = isNoMember ? trailingGarbage : error
      return false
    case .finished:
      isal_inflate_reset(state)
      state.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR_VER)
      phase = .body
      return true
    }
  }

  private func inflate(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, _ step: inout DecodingStep
  ) -> Bool {
    let available = min(input.count - step.consumed, Self.maximumStep)
    let room = min(output.count - step.produced, Self.maximumStep)
    guard room > 0 else { return false }
    // ISA-L only reads its input, although its field is not declared so.
    state.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.advanced(by: step.consumed).assumingMemoryBound(to: UInt8.self))
    state.pointee.avail_in = UInt32(available)
    state.pointee.next_out = output.baseAddress?.advanced(by: step.produced).assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = UInt32(room)
    let status = isal_inflate(state)
    step.consumed += available - Int(state.pointee.avail_in)
    step.produced += room - Int(state.pointee.avail_out)
    guard status == ISAL_DECOMP_OK else {
      step.failure = failure(status)
      return false
    }
    guard state.pointee.block_state == ISAL_BLOCK_FINISH else { return false }
    members += 1
    phase = .boundary
    return true
  }

  private func failure(_ status: Int32) -> CompressionError {
    let member = "gzip member \(members + 1)"
    switch status {
    case ISAL_INCORRECT_CHECKSUM:
      return CompressionError(
        .checksumMismatch, "the checksum or the length of \(member) is wrong. \(CompressionError.copyAgain)")
    case ISAL_INVALID_BLOCK: return .corruptGzip("invalid deflate block in \(member)")
    case ISAL_INVALID_SYMBOL: return .corruptGzip("invalid deflate symbol in \(member)")
    case ISAL_INVALID_LOOKBACK: return .corruptGzip("\(member) refers to data before its beginning")
    default: return .corruptGzip("\(member) cannot be decompressed (ISA-L status \(status))")
    }
  }

  private var trailingGarbage: CompressionError {
    CompressionError(
      .trailingGarbage,
      "after \(members) complete gzip member\(members == 1 ? "" : "s") comes something that is neither another member "
        + "nor zero padding. Remove what was appended, or create the file again.")
  }
}
