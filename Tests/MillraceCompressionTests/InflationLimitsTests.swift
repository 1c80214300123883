import MillraceCompression
import Testing

@Suite("Decompression bombs")
struct InflationLimitsTests {
  private static let zeros = [UInt8](repeating: 0, count: 20 << 20)

  @Test("are stopped by size, with at most one read beyond it", arguments: [CompressionFormat.gzip, .zstd])
  func size(format: CompressionFormat) throws {
    let file = try deflateAll(Self.zeros, format: format)
    let error = try compressionError { try inflateAll(file, limits: InflationLimits(maximumBytes: 1 << 20)) }
    #expect(error?.code == .sizeLimitExceeded)
    #expect(error?.description.contains("1048576") == true)
    #expect(error.flatMap(\.place).map { $0.inflatedOffset <= (1 << 20) + (64 << 10) } == true)
    #expect(try inflateAll(file, limits: InflationLimits(maximumBytes: 20 << 20)) == Self.zeros)
  }

  @Test("are stopped by ratio, once enough has come out", arguments: [CompressionFormat.gzip, .zstd])
  func ratio(format: CompressionFormat) throws {
    let file = try deflateAll(Self.zeros, format: format)
    let limits = InflationLimits(maximumRatio: 50, ratioFreeBytes: 5 << 20)
    let error = try compressionError { try inflateAll(file, limits: limits) }
    #expect(error?.code == .ratioLimitExceeded)
    #expect(error?.description.contains("50.0 times") == true)
    let inflated = try #require(error?.place?.inflatedOffset)
    #expect(inflated > 5 << 20 && inflated < 6 << 20)
    #expect(try inflateAll(file, limits: InflationLimits(maximumRatio: 50)) == Self.zeros)
  }

  @Test("are not looked for in files that are not compressed")
  func plain() throws {
    let content = SampleBytes.events(100_000)
    #expect(try inflateAll(content, limits: InflationLimits(maximumBytes: 10)) == content)
  }
}
