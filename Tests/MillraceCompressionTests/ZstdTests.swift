import MillraceCompression
import Testing

@Suite("Zstd")
struct ZstdTests {
  private let first = SampleBytes.events(700)
  private let second = SampleBytes.events(300)
  /// A skippable frame of five bytes.
  private let skippable: [UInt8] = [0x5A, 0x2A, 0x4D, 0x18, 5, 0, 0, 0, 1, 2, 3, 4, 5]

  private func frame(_ content: [UInt8]) throws -> [UInt8] { try deflateAll(content, format: .zstd) }

  @Test("frames and skippable frames follow one another in any order", arguments: [1, 2, 13, 1 << 20])
  func concatenated(rawReadSize: Int) throws {
    let file = try skippable + frame(first) + skippable + skippable + frame([]) + frame(second) + skippable
    #expect(try inflateAll(file, rawReadSize: rawReadSize) == first + second)
    #expect(try inflateAll(file, rawReadSize: rawReadSize, readSize: 1) == first + second)
    #expect(try inflateAll(skippable, rawReadSize: rawReadSize).isEmpty)
  }

  @Test("a file cut off anywhere is truncated, save between frames", arguments: [1, 7, 1 << 20])
  func truncations(rawReadSize: Int) throws {
    let head = try frame(first)
    let file = try head + skippable + frame(second)
    let boundaries = [head.count, head.count + skippable.count]
    // Before the second byte nothing tells the format from text.
    for length in 2..<file.count {
      let cut = Array(file[..<length])
      if boundaries.contains(length) {
        #expect(try inflateAll(cut, rawReadSize: rawReadSize) == first)
      } else {
        #expect(try compressionError { try inflateAll(cut, rawReadSize: rawReadSize) }?.code == .truncated, "\(length)")
      }
    }
  }

  @Test("no flipped bit changes the contents unnoticed, as our frames carry a checksum")
  func flippedBits() throws {
    let file = try frame(second)
    for bit in 0..<file.count * 8 {
      var damaged = file
      damaged[bit / 8] ^= 1 << (bit % 8)
      guard CompressionFormat.detect(firstBytes: damaged) == .zstd else { continue }
      if let result = try? inflateAll(damaged) { #expect(result == second, "bit \(bit)") }
    }
  }

  @Test("a wrong checksum, and what follows the last frame, are told apart")
  func errors() throws {
    var file = try frame(first)
    let garbage = try compressionError { try inflateAll(file + Array("{}\n".utf8), rawReadSize: 1) }
    #expect(garbage?.code == .trailingGarbage)
    #expect(garbage?.place?.inflatedOffset == 700)
    file[file.count - 1] ^= 1
    #expect(try compressionError { try inflateAll(file) }?.code == .checksumMismatch)
  }
}
