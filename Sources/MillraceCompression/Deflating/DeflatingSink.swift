/// Compresses what is written to it and passes the result on. The counterpart of `InflatingSource`.
///
/// Call `finish()` at the end: without it the compressed stream is truncated, and readers will say so. A sink belongs to
/// one thread at a time. The same bytes, written in the same pieces, give the same compressed bytes.
package final class DeflatingSink {
  private let encoder: (any StreamEncoder)?
  private let output: (UnsafeRawBufferPointer) throws -> Void
  private var isFinished = false

  /// Bytes written to the sink so far.
  package private(set) var inflatedBytes: Int64 = 0
  /// Compressed bytes passed on so far.
  package private(set) var compressedBytes: Int64 = 0

  /// - Parameters:
  ///   - format: how to compress; `none` passes the bytes on as they are.
  ///   - level: one of the levels of the `BlockCodec` of that name; nil for the default.
  ///   - output: takes the compressed bytes, in order, and may use them only until it returns.
  /// - Throws: `invalidLevel`, or `codecFailure` if there is no memory.
  package init(
    format: CompressionFormat, level: Int? = nil, output: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws(CompressionError) {
    encoder =
      switch format {
      case .none: nil
      case .gzip: GzipEncoder(level: try BlockCodec.gzip.checkedLevel(level))
      case .zstd: try ZstdEncoder(level: try BlockCodec.zstd.checkedLevel(level))
      }
    self.output = output
  }

  /// - Throws: what the output throws, and `CompressionError`.
  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard !bytes.isEmpty else { return }
    try encode(bytes, isLast: false)
  }

  /// Writes what is still held back and the trailer. Nothing can be written after it.
  ///
  /// - Throws: what the output throws, and `CompressionError`.
  package func finish() throws {
    try encode(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
    isFinished = true
  }

  private func encode(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws {
    guard !isFinished else {
      throw CompressionError(.alreadyFinished, "the compressed stream has been finished; write to a new one.")
    }
    if let encoder {
      try encoder.encode(bytes, isLast: isLast) { try pass($0) }
    } else if !bytes.isEmpty {
      try pass(bytes)
    }
    inflatedBytes += Int64(bytes.count)
  }

  private func pass(_ bytes: UnsafeRawBufferPointer) throws {
    try output(bytes)
    compressedBytes += Int64(bytes.count)
  }
}
