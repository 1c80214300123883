import CSnappy
import CZstd

/// Decompresses one block after the other, keeping what memory the codecs need between them.
///
/// A decompressor belongs to one thread at a time; every thread makes its own.
package final class BlockDecompressor {
  private var zstd: OpaquePointer?
  private lazy var inflate = InflateBlock()

  package init() {}

  deinit { ZSTD_freeDCtx(zstd) }

  /// Decompresses `input` so that it fills `output` exactly.
  ///
  /// - Throws: `lengthMismatch` if the block has another length, `corrupt` or `checksumMismatch` if it is damaged.
  package func decompress(
    _ input: UnsafeRawBufferPointer, codec: BlockCodec, into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) {
    // Parquet writers may leave out the compressed form of nothing altogether.
    if input.isEmpty, output.isEmpty { return }
    let count =
      switch codec {
      case .none: try copy(input, into: output)
      case .snappy: try decompressSnappy(input, into: output)
      case .gzip: try inflate.decompress(input, into: output)
      case .zstd: try decompressZstd(input, into: output)
      }
    guard count == output.count else { throw .lengthMismatch(codec, count, expected: output.count) }
  }

  private func copy(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    guard input.count == output.count else { return input.count }
    output.copyMemory(from: input)
    return input.count
  }

  private func decompressSnappy(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    var count = 0
    let status = withUnsafeBase(input) { source in
      let status = snappy_uncompressed_length(source, input.count, &count)
      guard status == SNAPPY_OK, count == output.count else { return status }
      return withUnsafeBase(UnsafeRawBufferPointer(output)) { destination in
        snappy_uncompress(source, input.count, UnsafeMutablePointer(mutating: destination), &count)
      }
    }
    guard status == SNAPPY_OK else { throw .corruptBlock(.snappy, "status \(status.rawValue)") }
    return count
  }

  private func decompressZstd(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    if zstd == nil { zstd = ZSTD_createDCtx() }
    guard let zstd else {
      throw CompressionError(.codecFailure, "no memory for a zstd decompressor. Run fewer workers.")
    }
    let count = ZSTD_decompressDCtx(zstd, output.baseAddress, output.count, input.baseAddress, input.count)
    guard ZSTD_isError(count) != 0 else { return count }
    switch ZSTD_getErrorCode(count) {
    case ZSTD_error_dstSize_tooSmall: throw .lengthMismatch(.zstd, nil, expected: output.count)
    case ZSTD_error_checksum_wrong: throw .wrongBlockChecksum(.zstd)
    default: throw .corruptBlock(.zstd, String(cString: ZSTD_getErrorName(count)))
    }
  }
}
