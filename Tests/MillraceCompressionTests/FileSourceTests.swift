import MillraceCompression
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Reading files")
struct FileSourceTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  @Test("gives the bytes of a file, in pieces of any size", arguments: [1, 4096, 1 << 20])
  func reads(size: Int) throws {
    let content = SampleBytes.noise(10_000)
    let path = try directory.write(content, to: "a file")
    #expect(try inflateAll(InflatingSource(FileSource(path: path)), readSize: size) == content)
  }

  @Test("gives what comes through a pipe, however it comes")
  func pipe() throws {
    var ends: [Int32] = [0, 0]
    #expect(ends.withUnsafeMutableBufferPointer { Self.makePipe($0.baseAddress) } == 0)
    let source = FileSource(descriptor: ends[0], name: "pipe", closesDescriptor: true)
    var buffer = [UInt8](repeating: 0, count: 100)
    for piece in ["{\"a\"", ":1}\n"] {
      #expect(write(ends[1], piece, piece.utf8.count) == piece.utf8.count)
      let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
      #expect(Array(buffer[..<count]) == Array(piece.utf8))
    }
    _ = close(ends[1])
    #expect(try buffer.withUnsafeMutableBytes { try source.read(into: $0) } == 0)
  }

  @Test("a file that is not there is named, with advice")
  func missing() throws {
    let path = directory.path("missing.ndjson")
    let error = #expect(throws: FileSourceError.self) { _ = try FileSource(path: path) }
    #expect(error?.code == .notFound)
    #expect(error?.errno == ENOENT)
    #expect(error?.description.hasPrefix("\(path): cannot be opened: No such file or directory") == true)
    #expect(error?.description.contains("Check the path") == true)
  }

  @Test("a directory is named as such")
  func isDirectory() throws {
    let source = InflatingSource(try FileSource(path: directory.path("")))
    let error = #expect(throws: FileSourceError.self) { _ = try inflateAll(source) }
    #expect(error?.code == .isDirectory)
    #expect(error?.offset == 0)
  }

  @Test("a descriptor that is someone else's stays open")
  func leavesOpen() throws {
    let descriptor = open(try directory.write([1], to: "f"), O_RDONLY)
    do { _ = FileSource(descriptor: descriptor, name: "f", closesDescriptor: false) }
    #expect(fcntl(descriptor, F_GETFD) >= 0)
    _ = close(descriptor)
  }

  private static func makePipe(_ ends: UnsafeMutablePointer<Int32>?) -> Int32 {
    guard let ends else { return -1 }
    #if canImport(Glibc)
      return Glibc.pipe(ends)
    #elseif canImport(Musl)
      return Musl.pipe(ends)
    #else
      return Darwin.pipe(ends)
    #endif
  }
}
