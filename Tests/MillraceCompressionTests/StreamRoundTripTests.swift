import MillraceCompression
import Testing

@Suite("Streams that we compress ourselves")
struct StreamRoundTripTests {
  static let contents = [[], Array("x".utf8), SampleBytes.events(1_500_000), SampleBytes.noise(700_000)]

  @Test(
    "come back as they were", arguments: CompressionFormat.allCases,
    [(1 << 20, 1 << 20), (4096, 100_000), (100_000, 4097), (65_536, 333)])
  func comesBack(format: CompressionFormat, sizes: (raw: Int, read: Int)) throws {
    for content in Self.contents {
      let compressed = try deflateAll(content, format: format, writeSize: sizes.raw)
      #expect(try inflateAll(compressed, rawReadSize: sizes.raw, readSize: sizes.read) == content)
    }
  }

  @Test("can be read and fed one byte at a time", arguments: CompressionFormat.allCases)
  func singleBytes(format: CompressionFormat) throws {
    let content = SampleBytes.events(200_000)
    let compressed = try deflateAll(content, format: format, writeSize: 1)
    #expect(try inflateAll(compressed, rawReadSize: 1, readSize: 1) == content)
    #expect(try inflateAll(compressed, rawReadSize: 1, readSize: 1 << 20) == content)
    #expect(try inflateAll(compressed, readSize: 1) == content)
  }

  @Test("get smaller with every format and level")
  func levels() throws {
    let content = SampleBytes.events(500_000)
    for (format, levels) in [(CompressionFormat.gzip, [1, 2, 3]), (.zstd, [1, 3, 9, 19])] {
      for level in levels {
        let compressed = try deflateAll(content, format: format, level: level)
        #expect(compressed.count < content.count / 4, "\(format) \(level)")
        #expect(try inflateAll(compressed) == content)
      }
    }
  }

  @Test("count the bytes on both sides", arguments: CompressionFormat.allCases)
  func counts(format: CompressionFormat) throws {
    let content = SampleBytes.events(300_000)
    let compressed = try deflateAll(content, format: format)
    let source = InflatingSource(MemorySource(compressed, maximumRead: 1000))
    _ = try inflateAll(source)
    #expect(source.inflatedBytes == 300_000)
    #expect(source.compressedBytes == Int64(compressed.count))
    #expect(try source.format() == format)
  }

  @Test("refuse what is written after the end, and levels that do not exist")
  func misuse() throws {
    let sink = try DeflatingSink(format: .gzip) { _ in }
    try sink.finish()
    #expect(throws: CompressionError.self) { try sink.finish() }
    #expect(try compressionError { try deflateAll([], format: .gzip, level: 4) }?.code == .invalidLevel)
    #expect(try compressionError { try deflateAll([], format: .zstd, level: 0) }?.code == .invalidLevel)
  }
}
