import MillraceConversion
import MillraceParquet
import Synchronization
import Testing

/// Inputs that are left out, outputs that cannot be written, and conversions that are stopped.
@Suite struct RejectionTests {
  private func failures(_ inputs: [ConversionInput], _ options: ConversionOptions = .with { _ in }) throws -> [Int:
    InputFailure]
  {
    let error = #expect(throws: ConversionRejected.self) { try Conversion(inputs, options) }
    return Dictionary(uniqueKeysWithValues: (error?.failures ?? []).map { ($0.input, $0.failure) })
  }

  @Test(arguments: [1, 3])
  func everyBadInputIsNamed(workers: Int) throws {
    let directory = try TemporaryDirectory()
    let gzip = try SampleFile.Compression.gzip.compress(SampleFile.records(500))
    var broken = gzip
    broken[gzip.count / 2] ^= 0xFF
    let inputs = [
      ConversionInput(path: try directory.write("{\"a\":1}\n".utf8, to: "good"), name: "good"),
      ConversionInput(path: directory.path("missing"), name: "missing"),
      ConversionInput(path: "/tmp", name: "directory"),
      ConversionInput(path: try directory.write(gzip.dropLast(20), to: "truncated"), name: "truncated"),
      ConversionInput(path: try directory.write(broken, to: "corrupt"), name: "corrupt"),
      ConversionInput(path: try directory.write("x\ny\n{}\n".utf8, to: "bad"), name: "bad"),
      ConversionInput(path: try directory.write("{\"a\":2}\n".utf8, to: "last"), name: "last"),
    ]
    var options = ConversionOptions()
    options.workers = workers
    let failures = try failures(inputs, options)
    #expect(
      failures.mapValues(\.code) == [
        1: .missing, 2: .unreadable, 3: .corrupt, 4: .corrupt, 5: .tooManyBadRecords,
      ])
    for (index, failure) in failures { #expect(failure.message.hasPrefix(inputs[index].name)) }
  }

  @Test(
    arguments: [
      (0, nil, true), (1, nil, true), (2, nil, false), (nil, 0.0, true), (nil, 0.49, true), (nil, 0.5, false),
      (nil, nil, false), (2, 0.1, true), (1, 0.9, true),
    ] as [(Int?, Double?, Bool)])
  func policies(count: Int?, fraction: Double?, isRejected: Bool) throws {
    let directory = try TemporaryDirectory()
    let inputs = [
      ConversionInput(path: try directory.write("{}\nx\ny\n{}\n".utf8, to: "a"), name: "a"),
      ConversionInput(path: try directory.write("{}\n".utf8, to: "b"), name: "b"),
    ]
    var options = ConversionOptions()
    options.badRecords = BadRecordPolicy(maximumCount: count, maximumFraction: fraction)
    if isRejected {
      #expect(try failures(inputs, options).mapValues(\.code) == [0: .tooManyBadRecords])
    } else {
      #expect(try Conversion(inputs, options).report.rows == 3)
    }
  }

  @Test func bombs() throws {
    let directory = try TemporaryDirectory()
    let spaces = try SampleFile.Compression.gzip.compress([UInt8](repeating: 0x20, count: 1 << 20))
    let input = ConversionInput(path: try directory.write(spaces, to: "bomb"), name: "bomb")
    #expect(try failures([input], .with { $0.maximumInflatedBytes = 1_000 }).mapValues(\.code) == [0: .tooLarge])
  }

  @Test(arguments: [1, 3], [0, 3, 100, 20_000])
  func aFullDiskEndsTheConversion(workers: Int, capacity: Int) throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(SampleFile.records(3_000), to: "input")
    let options = ConversionOptions.with {
      $0.workers = workers
      $0.rowGroupBytes = 1 << 13
      $0.compression = .none
    }
    #expect(throws: MemorySink.Full.self) {
      try Converter(options: options).convert([ConversionInput(path: path)], to: MemorySink(capacity: capacity))
    }
  }

  @Test(arguments: [1, 3])
  func whatTheCallerThrowsEndsTheConversion(workers: Int) throws {
    struct Refusal: Error {}
    let directory = try TemporaryDirectory()
    var input = SampleFile.records(3_000)
    input.insert(contentsOf: Array("bad\n".utf8), at: 0)
    let path = try directory.write(input, to: "input")
    let options = ConversionOptions.with {
      $0.workers = workers
      $0.rowGroupBytes = 1 << 13
    }
    #expect(throws: Refusal.self) {
      try Converter(options: options).convert(
        [ConversionInput(path: path)], to: MemorySink(), badRecords: { _ in throw Refusal() })
    }
  }

  @Test(arguments: [InputFormat.ndjson, .json])
  func stopping(format: InputFormat) throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(SampleFile.records(30_000), to: "input")
    let options = ConversionOptions.with {
      $0.format = format
      $0.rowGroupBytes = 1 << 13
    }
    let asked = Atomic<Int>(0)
    #expect(throws: ConversionStop.self) {
      try Converter(options: options).convert(
        [ConversionInput(path: path)], to: MemorySink(),
        shouldStop: { asked.add(1, ordering: .relaxed).newValue > 2 })
    }
  }
}
