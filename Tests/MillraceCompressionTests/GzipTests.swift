import MillraceCompression
import Testing

@Suite("Gzip")
struct GzipTests {
  private let first = SampleBytes.events(700)
  private let second = SampleBytes.events(300)

  @Test("members with every combination of header fields are read, however they are split")
  func headerFields() throws {
    for combination in 0..<32 {
      let extra: [UInt8]? = combination & 1 == 0 ? nil : combination & 16 == 0 ? [] : [0, 0x1F, 0x8B, 0]
      let member = try GzipMember.with(
        first, extra: extra, name: combination & 2 == 0 ? nil : "events.ndjson",
        comment: combination & 4 == 0 ? nil : "", hasChecksum: combination & 8 != 0)
      for rawReadSize in [1, 3, 11, 1000] {
        #expect(try inflateAll(member + member, rawReadSize: rawReadSize) == first + first, "\(combination)")
      }
    }
  }

  @Test("a header checksum that is wrong is found")
  func headerChecksum() throws {
    var member = try GzipMember.with(first, name: "a", hasChecksum: true)
    member[10] ^= 1
    #expect(try compressionError { try inflateAll(member) }?.code == .checksumMismatch)
  }

  @Test("thousands of small members are one stream")
  func manyMembers() throws {
    let member = try GzipMember.plain(second)
    let file = Array(repeatElement(member, count: 3000).joined())
    #expect(try inflateAll(file) == Array(repeatElement(second, count: 3000).joined()))
  }

  @Test("empty members are allowed anywhere")
  func emptyMembers() throws {
    let empty = try GzipMember.plain([])
    #expect(try inflateAll(empty).isEmpty)
    #expect(try inflateAll(empty + empty + GzipMember.plain(first) + empty, rawReadSize: 5) == first)
  }

  @Test("a file cut off anywhere is truncated, save between members", arguments: [1, 7, 1 << 20])
  func truncations(rawReadSize: Int) throws {
    let member = try GzipMember.with(first, extra: [1, 2, 3], name: "n", comment: "c", hasChecksum: true)
    let file = member + (try GzipMember.plain(second))
    for length in 1..<file.count {
      let head = Array(file[..<length])
      if length == member.count {
        #expect(try inflateAll(head, rawReadSize: rawReadSize) == first)
      } else {
        let error = try compressionError { try inflateAll(head, rawReadSize: rawReadSize) }
        #expect(error?.code == .truncated, "\(length)")
        #expect(error?.place?.compressedOffset == Int64(length), "\(length)")
      }
    }
    #expect(try inflateAll(file, rawReadSize: rawReadSize) == first + second)
  }

  @Test("no flipped bit changes the contents unnoticed", arguments: [1, 1 << 20])
  func flippedBits(rawReadSize: Int) throws {
    let file = try GzipMember.plain(second) + GzipMember.plain(Array("tail".utf8))
    let content = second + Array("tail".utf8)
    var found = 0
    for bit in 0..<file.count * 8 {
      var damaged = file
      damaged[bit / 8] ^= 1 << (bit % 8)
      // Without its magic number it is not compressed data any more, and is passed on as it is.
      guard CompressionFormat.detect(firstBytes: damaged) == .gzip else { continue }
      guard let result = try? inflateAll(damaged, rawReadSize: rawReadSize, readSize: 4096) else {
        found += 1
        continue
      }
      #expect(result == content, "bit \(bit)")
    }
    // What may change unnoticed: the time, the hints and the system in two headers of 10 bytes, and the text flag.
    #expect(found >= (file.count - 2 * 8) * 8)
  }

  @Test("every bit of the trailer counts: four bytes of checksum, four of length", arguments: [1, 5, 1 << 20])
  func trailer(rawReadSize: Int) throws {
    let file = try GzipMember.plain(first)
    for bit in (file.count - 8) * 8..<file.count * 8 {
      var damaged = file
      damaged[bit / 8] ^= 1 << (bit % 8)
      let error = try compressionError { try inflateAll(damaged + file, rawReadSize: rawReadSize) }
      #expect(error?.code == .checksumMismatch, "bit \(bit)")
      #expect(error?.place?.inflatedOffset == 700)
    }
  }

  @Test("zeros behind the last member are padding, of any length")
  func padding() throws {
    for count in [1, 7, 8, 511, 600_000] {
      let file = try GzipMember.plain(first) + [UInt8](repeating: 0, count: count)
      #expect(try inflateAll(file) == first)
      #expect(try inflateAll(file, rawReadSize: 3) == first)
    }
  }

  @Test("anything else behind the last member is an error that says so", arguments: [1, 1 << 20])
  func trailingGarbage(rawReadSize: Int) throws {
    let member = try GzipMember.plain(first)
    let tails: [[UInt8]] = [Array("x".utf8), [0, 0, 1], [0x1F, 0x8C], [0, 0x1F, 0x8B, 8], Array("{\"a\":1}\n".utf8)]
    for tail in tails {
      let error = try compressionError { try inflateAll(member + tail, rawReadSize: rawReadSize) }
      #expect(error?.code == .trailingGarbage, "\(tail)")
      #expect(error?.place?.inflatedOffset == 700)
      let offset = try #require(error?.place?.compressedOffset)
      #expect((Int64(member.count)...Int64(member.count + tail.count)).contains(offset))
    }
  }

  @Test("errors name the file, both offsets, the reason and what to do; and they stay")
  func errorText() throws {
    var file = try GzipMember.plain(first) + GzipMember.plain(second)
    file[file.count - 1] ^= 0x40
    let source = InflatingSource(MemorySource(file, name: "inbox/a.gz"))
    let error = try #require(try compressionError { try inflateAll(source) })
    #expect(error.description.hasPrefix("inbox/a.gz: at byte \(file.count) of the compressed file (byte 1000 of its"))
    #expect(error.description.contains("the checksum or the length of gzip member 2 is wrong"))
    #expect(error.description.hasSuffix("copy or create it again."))
    #expect(try compressionError { try inflateAll(source) } == error)
  }

  @Test("what is not deflate, or sets reserved flags, is refused")
  func unsupported() throws {
    var file = try GzipMember.plain(first)
    file[2] = 7
    #expect(try compressionError { try inflateAll(file) }?.code == .unsupported)
    file[2] = 8
    file[3] = 0x20
    #expect(try compressionError { try inflateAll(file) }?.code == .corrupt)
  }
}
