/// Decompresses gzip blocks, which some writers make of several members.
final class InflateBlock {
  private let decoder = GzipDecoder()
  /// Where a block that has filled its output goes on: the decoder needs room to look at the trailer, and a block that
  /// is too long must not pass.
  private let excess = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 1)

  deinit { excess.deallocate() }

  /// Fills `output` exactly.
  func decompress(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    decoder.reset()
    var consumed = 0
    var produced = 0
    while true {
      let room = produced < output.count ? UnsafeMutableRawBufferPointer(rebasing: output[produced...]) : excess
      let step = decoder.decode(UnsafeRawBufferPointer(rebasing: input[consumed...]), into: room)
      consumed += step.consumed
      produced += step.produced
      if let failure = step.failure { throw failure }
      if produced > output.count { throw .lengthMismatch(.gzip, nil, expected: output.count) }
      if step.consumed == 0, step.produced == 0 { break }
    }
    if let failure = decoder.failureAtEnd() { throw failure }
    return produced
  }
}
