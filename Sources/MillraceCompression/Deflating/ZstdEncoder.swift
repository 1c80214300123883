import CZstd

/// Encodes one zstd frame of any length, with a checksum.
final class ZstdEncoder: StreamEncoder {
  private let context: OpaquePointer
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: ZSTD_CStreamOutSize(), alignment: 64)

  /// - Parameter level: one of `BlockCodec.zstd.levels`.
  init(level: Int) throws(CompressionError) {
    guard let context = ZSTD_createCCtx() else {
      throw CompressionError(.codecFailure, "no memory for a zstd compressor. Run fewer workers.")
    }
    self.context = context
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(level))
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  }

  deinit {
    ZSTD_freeCCtx(context)
    output.deallocate()
  }

  func encode(
    _ input: UnsafeRawBufferPointer, isLast: Bool, write: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var remaining = 0
    repeat {
      var destination = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
      remaining = ZSTD_compressStream2(context, &destination, &source, isLast ? ZSTD_e_end : ZSTD_e_continue)
      guard ZSTD_isError(remaining) == 0 else {
        throw CompressionError(
          .codecFailure, "zstd could not compress (\(String(cString: ZSTD_getErrorName(remaining)))).")
      }
      if destination.pos > 0 { try write(UnsafeRawBufferPointer(rebasing: output[..<destination.pos])) }
    } while isLast ? remaining != 0 : source.pos < source.size
  }
}
