import MillraceCompression

/// Decompresses the pages of a column chunk, and refuses sizes that its codec cannot bring forth.
struct PageDecompressor {
  private let codec: CompressionCodec
  private let blocks = BlockDecompressor()

  init(codec: CompressionCodec) {
    self.codec = codec
  }

  /// Decompresses a range of `bytes` to exactly `size` bytes.
  func decompress(_ bytes: [UInt8], _ range: Range<Int>, to size: Int) throws(ParquetError) -> [UInt8] {
    let (blockCodec, ratio) = try block()
    guard size >= 0, size <= range.count * ratio + 64 else {
      throw ParquetError(
        .malformed, "\(range.count) bytes of \(codec.name) cannot become \(size): the page header is damaged")
    }
    if blockCodec == .none {
      guard size == range.count else {
        throw ParquetError(.malformed, "an uncompressed page has \(range.count) bytes where \(size) are recorded")
      }
      return range.count == bytes.count ? bytes : [UInt8](bytes[range])
    }
    return try decompress(bytes, range, to: size, blockCodec)
  }

  private func decompress(
    _ bytes: [UInt8], _ range: Range<Int>, to size: Int, _ codec: BlockCodec
  ) throws(ParquetError) -> [UInt8] {
    var failure: CompressionError?
    let result = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      // The capacity may be larger than what was asked for.
      let output = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<size])
      bytes.withUnsafeBytes { input in
        do throws(CompressionError) {
          try blocks.decompress(UnsafeRawBufferPointer(rebasing: input[range]), codec: codec, into: output)
          filled = size
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw ParquetError(.malformed, failure.description) }
    return result
  }

  /// How blocks of the codec are decompressed, and how many times longer than its compressed form a block can be.
  private func block() throws(ParquetError) -> (codec: BlockCodec, ratio: Int) {
    switch codec {
    case .uncompressed: return (.none, 1)
    // A copy of 64 bytes takes three.
    case .snappy: return (.snappy, 22)
    // A match of 258 bytes takes two bits.
    case .gzip: return (.gzip, 1032)
    // A block of 128 KiB takes four bytes.
    case .zstd: return (.zstd, 1 << 15)
    case .lzo, .brotli, .lz4, .lz4Raw:
      throw ParquetError(
        .unsupported, "the codec \(codec.name) is not read here; write the file with snappy, zstd or gzip")
    }
  }
}
