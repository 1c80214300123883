import MillraceCompression
import Testing

@Suite("Detecting the format")
struct CompressionFormatTests {
  @Test(
    "goes by the first bytes",
    arguments: [
      ([], .none), ([0x1F, 0x8B, 8, 0], .gzip), ([0x1F, 0x8B], .gzip), ([0x1F], .gzip), ([0x1F, 0x8C], .none),
      ([0x28, 0xB5, 0x2F, 0xFD], .zstd), ([0x28, 0xB5], .zstd), ([0x28], .none), ([0x28, 0xB5, 0x2F, 0xFC], .none),
      ([0x50, 0x2A, 0x4D, 0x18], .zstd), ([0x5F, 0x2A, 0x4D, 0x18, 0], .zstd), ([0x60, 0x2A, 0x4D, 0x18], .none),
      ([0x50, 0x2A, 0x4D], .none), (Array("{\"a\":1}".utf8), .none), (Array("[".utf8), .none),
      ([0xEF, 0xBB, 0xBF], .none),
    ] as [([UInt8], CompressionFormat)])
  func detects(bytes: [UInt8], expected: CompressionFormat) {
    #expect(CompressionFormat.detect(firstBytes: bytes) == expected)
  }

  @Test("works when the first bytes come one at a time, and loses none of them")
  func slowSource() throws {
    let source = InflatingSource(MemorySource(Array("{}\n".utf8), maximumRead: 1))
    #expect(try source.format() == .none)
    #expect(try inflateAll(source, readSize: 2) == Array("{}\n".utf8))
  }

  @Test("an empty file has no bytes and is no error")
  func empty() throws {
    let source = InflatingSource(MemorySource([]))
    #expect(try inflateAll(source).isEmpty)
    #expect(source.compressedBytes == 0)
  }
}
