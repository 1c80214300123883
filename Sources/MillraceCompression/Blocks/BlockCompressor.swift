import CSnappy
import CZstd

/// Compresses one block after the other, keeping what memory the codec needs between them.
///
/// A compressor belongs to one thread at a time; every thread makes its own. The same block gives the same bytes,
/// whatever was compressed before it.
package final class BlockCompressor {
  package let codec: BlockCodec
  private let deflate: DeflateBlock?
  private let zstd: OpaquePointer?

  /// - Parameters:
  ///   - codec: how to compress.
  ///   - level: one of `BlockCodec.levels`; nil for the default. Ignored by codecs without levels.
  /// - Throws: `invalidLevel`, or `codecFailure` if there is no memory.
  package init(codec: BlockCodec, level: Int? = nil) throws(CompressionError) {
    let level = try codec.checkedLevel(level)
    self.codec = codec
    deflate = codec == .gzip ? DeflateBlock(level: level) : nil
    zstd = codec == .zstd ? ZSTD_createCCtx() : nil
    if let zstd {
      ZSTD_CCtx_setParameter(zstd, ZSTD_c_compressionLevel, Int32(level))
    } else if codec == .zstd {
      throw CompressionError(.codecFailure, "no memory for a zstd compressor. Run fewer workers.")
    }
  }

  deinit { ZSTD_freeCCtx(zstd) }

  /// Compresses `input` into the beginning of `output` and returns the number of bytes written.
  ///
  /// - Parameter output: at least `codec.maximumCompressedLength(input.count)` bytes.
  /// - Throws: `outputTooSmall`, or `codecFailure`.
  package func compress(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    guard output.count >= codec.maximumCompressedLength(input.count) else {
      throw CompressionError(
        .outputTooSmall,
        "\(codec) needs room for \(codec.maximumCompressedLength(input.count)) bytes, not \(output.count).")
    }
    if let deflate { return try deflate.compress(input, into: output) }
    if let zstd { return try compressZstd(zstd, input, into: output) }
    if codec == .snappy { return try compressSnappy(input, into: output) }
    output.copyMemory(from: input)
    return input.count
  }

  private func compressSnappy(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    var count = output.count
    let status = withUnsafeBase(input) { source in
      snappy_compress(source, input.count, output.baseAddress?.assumingMemoryBound(to: CChar.self), &count)
    }
    guard status == SNAPPY_OK else {
      throw CompressionError(
        .codecFailure, "snappy could not compress \(input.count) bytes (status \(status.rawValue)).")
    }
    return count
  }

  private func compressZstd(
    _ context: OpaquePointer, _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    let count = ZSTD_compress2(context, output.baseAddress, output.count, input.baseAddress, input.count)
    guard ZSTD_isError(count) == 0 else {
      let words = String(cString: ZSTD_getErrorName(count))
      throw CompressionError(.codecFailure, "zstd could not compress \(input.count) bytes (\(words)).")
    }
    return count
  }
}
