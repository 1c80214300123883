import MillraceCompression
import Testing

@Suite("Block codecs")
struct BlockCodecTests {
  static let contents = [
    [], Array("x".utf8), SampleBytes.events(100), SampleBytes.events(1 << 20), SampleBytes.noise(1 << 20),
    SampleBytes.noise(65_535), SampleBytes.noise(65_536), [UInt8](repeating: 0, count: 3_000_000),
  ]

  @Test("give back what was compressed", arguments: BlockCodec.allCases)
  func roundTrip(codec: BlockCodec) throws {
    let decompressor = BlockDecompressor()
    for level in codec.levels.map({ [$0.lowerBound, 3] }) ?? [0] {
      let compressor = try BlockCompressor(codec: codec, level: level)
      for content in Self.contents {
        let block = try compressor.compress(content)
        #expect(block.count <= codec.maximumCompressedLength(content.count))
        #expect(try decompressor.decompress(block, codec: codec, count: content.count) == content)
      }
    }
  }

  @Test("give the same bytes whatever came before", arguments: BlockCodec.allCases)
  func deterministic(codec: BlockCodec) throws {
    let content = SampleBytes.events(200_000)
    let used = try BlockCompressor(codec: codec)
    _ = try used.compress(SampleBytes.noise(300_000))
    _ = try used.compress(SampleBytes.events(77_777))
    #expect(try used.compress(content) == BlockCompressor(codec: codec).compress(content))
  }

  @Test("refuse a length that is not the block's", arguments: BlockCodec.allCases)
  func wrongLength(codec: BlockCodec) throws {
    let content = SampleBytes.events(10_000)
    let block = try BlockCompressor(codec: codec).compress(content)
    for count in [0, 1, 9_999, 10_001, 20_000] {
      let error = try compressionError { try BlockDecompressor().decompress(block, codec: codec, count: count) }
      #expect(error?.code == .lengthMismatch, "\(count)")
    }
  }

  @Test("refuse blocks that are cut off", arguments: [BlockCodec.snappy, .gzip, .zstd])
  func cutOff(codec: BlockCodec) throws {
    let content = SampleBytes.events(3000)
    let block = try BlockCompressor(codec: codec).compress(content)
    let decompressor = BlockDecompressor()
    for length in 0..<block.count {
      let error = try compressionError {
        try decompressor.decompress(Array(block[..<length]), codec: codec, count: content.count)
      }
      #expect(error != nil, "\(length) of \(block.count)")
    }
    #expect(try decompressor.decompress(block, codec: codec, count: content.count) == content)
  }

  @Test(
    "never crash on damaged blocks, and gzip's checksum finds every flipped bit",
    arguments: [BlockCodec.snappy, .gzip, .zstd])
  func damaged(codec: BlockCodec) throws {
    let content = SampleBytes.events(600)
    let block = try BlockCompressor(codec: codec).compress(content)
    let decompressor = BlockDecompressor()
    for bit in 0..<block.count * 8 {
      var damaged = block
      damaged[bit / 8] ^= 1 << (bit % 8)
      let result = try? decompressor.decompress(damaged, codec: codec, count: content.count)
      if codec == .gzip, let result { #expect(result == content, "bit \(bit)") }
    }
  }

  @Test("read a gzip block of several members")
  func members() throws {
    let compressor = try BlockCompressor(codec: .gzip)
    let block = try compressor.compress(Array("first ".utf8)) + compressor.compress(Array("second".utf8))
    #expect(try BlockDecompressor().decompress(block, codec: .gzip, count: 12) == Array("first second".utf8))
  }

  @Test("take nothing for nothing", arguments: BlockCodec.allCases)
  func nothing(codec: BlockCodec) throws {
    #expect(try BlockDecompressor().decompress([], codec: codec, count: 0).isEmpty)
  }

  @Test("say how much room they need", arguments: BlockCodec.allCases)
  func room(codec: BlockCodec) throws {
    let content = SampleBytes.events(1000)
    let compressor = try BlockCompressor(codec: codec)
    var output = [UInt8](repeating: 0, count: codec.maximumCompressedLength(1000) - 1)
    #expect(throws: CompressionError.self) {
      try output.withUnsafeMutableBytes { output in
        try content.withUnsafeBytes { _ = try compressor.compress($0, into: output) }
      }
    }
  }
}

extension BlockCompressor {
  fileprivate func compress(_ content: [UInt8]) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: codec.maximumCompressedLength(content.count)) { buffer, count in
      count = try content.withUnsafeBytes { try compress($0, into: UnsafeMutableRawBufferPointer(buffer)) }
    }
  }
}

extension BlockDecompressor {
  fileprivate func decompress(_ block: [UInt8], codec: BlockCodec, count: Int) throws -> [UInt8] {
    var result = [UInt8](repeating: 0xAA, count: count)
    try result.withUnsafeMutableBytes { output in
      try block.withUnsafeBytes { try decompress($0, codec: codec, into: output) }
    }
    return result
  }
}
