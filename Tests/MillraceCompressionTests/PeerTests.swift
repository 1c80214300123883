import MillraceCompression
import Testing

@Suite("Files of other programs")
struct PeerTests {
  private let directory: TemporaryDirectory
  private let content = SampleBytes.events(900_000)

  init() throws { directory = try TemporaryDirectory() }

  /// Reads the file by the same route as the converter does.
  private func inflate(_ name: String, readSize: Int = 100_003) throws -> [UInt8] {
    try inflateAll(InflatingSource(FileSource(path: directory.path(name))), readSize: readSize)
  }

  @Test("of gzip(1) are read, with and without a name inside", .enabled(if: Peer.hasGzip, "gzip is not installed"))
  func gzipTool() throws {
    let plain = try directory.write(content, to: "events.ndjson")
    try Peer.run("gzip -1 -k \"$1\" && gzip -9 -n -c \"$1\" > \"$1.9\"", plain)
    #expect(try inflate("events.ndjson.gz") == content)
    #expect(try inflate("events.ndjson.9", readSize: 1 << 20) == content)
  }

  @Test(
    "of Python are read: every level, stored, fixed codes", .enabled(if: Peer.hasPython, "python3 is not installed"))
  func pythonGzip() throws {
    let plain = try directory.write(content, to: "events")
    let script = """
      import sys, zlib
      data = open(sys.argv[1], 'rb').read()
      with open(sys.argv[2], 'wb') as out:
          for level in range(10):
              for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE):
                  c = zlib.compressobj(level, zlib.DEFLATED, 31, 9, strategy)
                  out.write(c.compress(data[:40000]) + c.flush(zlib.Z_FULL_FLUSH) + c.compress(data[40000:50000]) + c.flush())
      """
    try Peer.run("python3 -c \"$1\" \"$2\" \"$3\"", script, plain, directory.path("all.gz"))
    let expected = Array(repeatElement(content[..<50_000], count: 40).joined())
    #expect(try inflate("all.gz") == expected)
    #expect(try inflate("all.gz", readSize: 7) == expected)
  }

  @Test("of zstd(1) are read, several frames among them", .enabled(if: Peer.hasZstd, "zstd is not installed"))
  func zstdTool() throws {
    let plain = try directory.write(content, to: "events")
    try Peer.run(
      "(zstd -q -1 -c \"$1\"; zstd -q -19 --no-check -c \"$1\"; zstd -q -T2 -c < \"$1\") > \"$1.zst\"", plain)
    #expect(try inflate("events.zst") == content + content + content)
    #expect(try inflate("events.zst", readSize: 1) == content + content + content)
  }

  @Test("of zstd(1) with windows beyond the limit are refused", .enabled(if: Peer.hasZstd, "zstd is not installed"))
  func zstdWindow() throws {
    // From a pipe, so that the frame cannot state its length and shrink the window.
    let plain = try directory.write(content, to: "events")
    try Peer.run("cat \"$1\" | zstd -q --long=28 -c > \"$1.zst\"", plain)
    let error = try compressionError { try inflate("events.zst") }
    #expect(error?.code == .windowTooLarge)
    #expect(error?.description.contains("131072 KiB") == true)
    let source = InflatingSource(
      try FileSource(path: directory.path("events.zst")), limits: InflationLimits(maximumWindowLog: 28))
    #expect(try inflateAll(source) == content)
  }

  @Test("take what we write as gzip", .enabled(if: Peer.hasPython, "python3 is not installed"))
  func pythonReadsGzip() throws {
    for (index, content) in [[], content, SampleBytes.noise(300_000)].enumerated() {
      _ = try directory.write(try deflateAll(content, format: .gzip, level: 1 + index), to: "ours.gz")
      let script = "import gzip,sys; open(sys.argv[2],'wb').write(gzip.open(sys.argv[1]).read())"
      try Peer.run("python3 -c \"$1\" \"$2\" \"$3\"", script, directory.path("ours.gz"), directory.path("back"))
      #expect(try directory.read("back") == content)
    }
  }

  @Test("take what we write as zstd", .enabled(if: Peer.hasZstd, "zstd is not installed"))
  func zstdReadsOurs() throws {
    for content in [[], content, SampleBytes.noise(300_000)] {
      let ours = try directory.write(try deflateAll(content, format: .zstd), to: "ours.zst")
      try Peer.run("zstd -q -d -c \"$1\" > \"$2\"", ours, directory.path("back"))
      #expect(try directory.read("back") == content)
    }
  }
}
