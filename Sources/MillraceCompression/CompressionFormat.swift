/// How a whole file or stream is compressed.
package enum CompressionFormat: String, Sendable, CaseIterable {
  case none
  case gzip
  case zstd

  /// The number of bytes that `detect(firstBytes:)` wants to see, where the file has as many.
  package static let detectionLength = 4

  /// Tells the format from the first bytes of a file. The file's name plays no part.
  ///
  /// A file that ends inside a magic number is taken for that format where no text could begin like this, so that
  /// a file cut off after its first byte is reported as truncated rather than read as text.
  ///
  /// Sources: RFC 1952 section 2.3.1 (gzip), RFC 8878 sections 3.1.1 and 3.1.2 (zstd and skippable frames).
  package static func detect(firstBytes bytes: some Collection<UInt8>) -> CompressionFormat {
    let head = Array(bytes.prefix(detectionLength))
    guard let first = head.first else { return .none }
    if first == 0x1F {
      return head.count == 1 || head[1] == 0x8B ? .gzip : .none
    }
    if first == 0x28 {
      return head.count > 1 && zstdMagic.starts(with: head) ? .zstd : .none
    }
    if first & 0xF0 == 0x50, head.count == detectionLength {
      return head[1...] == skippableMagicTail[...] ? .zstd : .none
    }
    return .none
  }

  private static let zstdMagic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
  /// The last three bytes of a skippable frame's magic number; the first is any of 0x50 to 0x5F.
  private static let skippableMagicTail: [UInt8] = [0x2A, 0x4D, 0x18]
}
