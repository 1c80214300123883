import CMillraceSIMD
import Glibc
import MillraceCompression
import MillraceConversion
import MillraceJSON
import MillraceParquet

/// Times each stage of a conversion on one core, on the first megabytes of a file of newline-delimited JSON:
///
///     swift run -c release MillraceMicrobenchmark FILE.ndjson [RUNS]
///
/// (or what `TransformBenchmark` and `PackBenchmark` say.)
/// Each line gives the median of the runs in megabytes (10^6 bytes) of input a second of CPU time. Stages build on one another;
/// the difference of their times is what a stage costs by itself.
@main struct Main {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 1 else {
      print("usage: MillraceMicrobenchmark FILE.ndjson [RUNS]")
      exit(2)
    }
    if arguments[1] == "transform" { return try TransformBenchmark(Array(arguments.dropFirst(2))).run() }
    if arguments[1] == "pack" { return try PackBenchmark(Array(arguments.dropFirst(2))).run() }
    let runs = arguments.count > 2 ? Int(arguments[2]) ?? 5 : 5
    let lines = try Lines(path: arguments[1])
    print("\(lines.count) bytes, \(runs) runs, medians")
    try Stages(lines: lines, path: arguments[1], runs: runs).run()
  }
}

/// The whole lines at the beginning of a file, in a padded buffer.
struct Lines {
  /// Bytes that are looked at, at most.
  static let limit = 64 << 20

  let base: UnsafeMutablePointer<UInt8>
  let count: Int

  init(path: String) throws {
    base = .allocate(capacity: Self.limit + JSONScanner.padding)
    let source = try FileSource(path: path)
    var filled = 0
    while filled < Self.limit {
      let read = try source.read(into: UnsafeMutableRawBufferPointer(start: base + filled, count: Self.limit - filled))
      if read == 0 { break }
      filled += read
    }
    while filled > 0 && base[filled - 1] != 0x0A { filled -= 1 }
    count = filled
    (base + count).initialize(repeating: 0x0A, count: JSONScanner.padding)
  }
}

/// A sink that throws everything away.
final class NullSink: ByteSink {
  private(set) var count = 0
  func write(_ bytes: UnsafeRawBufferPointer) { count += bytes.count }
}

struct Stages {
  let lines: Lines
  let path: String
  let runs: Int

  func run() throws {
    try time("check UTF-8") { mr_utf8_valid_prefix(lines.base, lines.count) }
    try time("count line feeds") { mr_count_newlines(lines.base, lines.count) }
    try time("scan (RFC 8259, every byte)") { scan() }
    for columns in [ColumnsMode.strings, .inferred] {
      let name = columns == .strings ? "strings" : "inferred"
      var options = ConversionOptions()
      options.columns = columns
      options.workers = 1
      if columns == .inferred { options.schema = try Converter(options: options).inferSchema([.init(path: path)]) }
      try time("shred, \(name)") { ShredProbe(options: options).shred(lines.base, count: lines.count) }
      for compression in [OutputCompression.none, .snappy, .zstd] {
        options.compression = compression
        let converter = Converter(options: options)
        try time("read, shred, encode, \(compression.rawValue), \(name)", bytes: nil) { try convert(converter) }
      }
    }
    for codec in [BlockCodec.snappy, .zstd] {
      try time("\(codec.rawValue) of the raw lines, 1 MiB blocks") { try compress(codec) }
    }
  }

  private func scan() -> Int {
    var scanner = JSONScanner(allowsNewlines: false)
    var p = UnsafePointer(lines.base)
    let end = p + lines.count
    var kind = JSONKind.null
    var records = 0
    while p < end, let behind = scanner.scanValue(p, kind: &kind) {
      p = behind + 1
      records += 1
    }
    return records
  }

  /// Returns the bytes of input.
  private func convert(_ converter: Converter) throws -> Int {
    let report = try converter.convert([.init(path: path)], to: NullSink())
    return Int(report.inflatedBytes)
  }

  private func compress(_ codec: BlockCodec) throws -> Int {
    let compressor = try BlockCompressor(codec: codec)
    let out = UnsafeMutableRawBufferPointer.allocate(
      byteCount: codec.maximumCompressedLength(1 << 20), alignment: 16)
    defer { out.deallocate() }
    var total = 0
    var position = 0
    while position < lines.count {
      let size = min(1 << 20, lines.count - position)
      total += try compressor.compress(UnsafeRawBufferPointer(start: lines.base + position, count: size), into: out)
      position += size
    }
    return total
  }

  /// - Parameter bytes: bytes of input; nil where the work returns them.
  private func time(_ name: String, bytes: Int? = 0, _ work: () throws -> Int) throws {
    var speeds: [Double] = []
    for _ in 0..<runs {
      let start = clock()
      let result = try work()
      let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
      speeds.append(Double(bytes == nil ? result : lines.count) / 1e6 / max(seconds, 1e-9))
    }
    let median = speeds.sorted()[speeds.count / 2]
    print("\(Int(median.rounded()))".leftPadded(to: 8), "MB/CPU-s ", name)
  }
}

extension String {
  func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
