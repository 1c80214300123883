import CZstd

/// Decodes zstd: any number of frames one after the other, skippable ones among them.
///
/// Checksums are verified where frames carry them. Source: RFC 8878.
final class ZstdDecoder: StreamDecoder {
  private let context: OpaquePointer
  private let maximumWindowLog: Int
  /// Whether all frames so far are complete.
  private var isAtBoundary = true
  /// Whether any frame has begun.
  private var frames = 0

  /// - Parameter maximumWindowLog: the largest window, as the logarithm to base 2 of its bytes; from 10 to 31.
  init(maximumWindowLog: Int) throws(CompressionError) {
    guard let context = ZSTD_createDCtx() else {
      throw CompressionError(.codecFailure, "no memory for a zstd decompressor. Run fewer workers.")
    }
    self.context = context
    self.maximumWindowLog = min(max(maximumWindowLog, 10), 31)
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(self.maximumWindowLog))
  }

  deinit { ZSTD_freeDCtx(context) }

  func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodingStep {
    var step = DecodingStep()
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var destination = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    // At a boundary there is nothing left to flush, so that asking again would only look for the next frame.
    while destination.pos < destination.size, source.pos < source.size || !isAtBoundary {
      let before = (source.pos, destination.pos)
      let status = ZSTD_decompressStream(context, &destination, &source)
      if ZSTD_isError(status) != 0 {
        step.failure = failure(status)
        break
      }
      isAtBoundary = status == 0
      if isAtBoundary { frames += 1 }
      if before == (source.pos, destination.pos) { break }
    }
    step.consumed = source.pos
    step.produced = destination.pos
    return step
  }

  func failureAtEnd() -> CompressionError? {
    isAtBoundary ? nil : .truncated("zstd frame \(frames + 1)")
  }

  private func failure(_ status: Int) -> CompressionError {
    let frame = "zstd frame \(frames + 1)"
    switch ZSTD_getErrorCode(status) {
    case ZSTD_error_frameParameter_windowTooLarge:
      return CompressionError(
        .windowTooLarge,
        "\(frame) needs a window of more than \(1 << (maximumWindowLog - 10)) KiB of memory, the largest allowed. "
          + "Raise the limit of the zstd window, or compress the file without --long or --ultra.")
    case ZSTD_error_prefix_unknown where frames > 0:
      return CompressionError(
        .trailingGarbage,
        "after \(frames) complete zstd frame\(frames == 1 ? "" : "s") comes something that is not another frame. "
          + "Remove what was appended, or create the file again.")
    case ZSTD_error_dictionary_wrong:
      return CompressionError(
        .unsupported, "\(frame) was compressed with a dictionary. Compress the file again without one.")
    case ZSTD_error_checksum_wrong:
      return CompressionError(
        .checksumMismatch, "the checksum of \(frame) is wrong. \(CompressionError.copyAgain)")
    case ZSTD_error_memory_allocation:
      return CompressionError(.codecFailure, "no memory for \(frame). Run fewer workers.")
    default:
      let words = String(cString: ZSTD_getErrorName(status))
      return CompressionError(
        .corrupt, "\(frame) cannot be decompressed (\(words)). \(CompressionError.copyAgain)")
    }
  }
}
