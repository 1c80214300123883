extension CompressionError {
  /// - Parameter count: the length that the block has; nil if it is only known to be greater than expected.
  static func lengthMismatch(_ codec: BlockCodec, _ count: Int?, expected: Int) -> CompressionError {
    let length = count.map { "\($0) bytes" } ?? "more bytes"
    return CompressionError(
      .lengthMismatch, "the \(codec) block has \(length) where \(expected) are recorded. \(copyAgain)")
  }

  static func corruptBlock(_ codec: BlockCodec, _ what: String) -> CompressionError {
    CompressionError(.corrupt, "the \(codec) block cannot be decompressed (\(what)). \(copyAgain)")
  }

  static func wrongBlockChecksum(_ codec: BlockCodec) -> CompressionError {
    CompressionError(.checksumMismatch, "the checksum of the \(codec) block is wrong. \(copyAgain)")
  }
}
