import Foundation
import MillraceParquet
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// The whole pipeline with the real converter, opened as a user opens it.
@Suite struct ParquetPipelineTests {
  private let folder: TemporaryDirectory
  private var configuration: PipelineConfiguration

  init() throws {
    folder = try TemporaryDirectory()
    configuration = PipelineConfiguration(
      name: "test", directory: folder.file("inbox"), output: folder.file("lake"), state: folder.path)
    configuration.directory?.match = PipelineConfiguration.Format.ndjson.defaultMatch
    configuration.directory?.settle = .zero
    try FileManager.default.createDirectory(atPath: folder.file("inbox"), withIntermediateDirectories: true)
  }

  private func write(_ name: String, _ lines: String...) throws {
    try folder.write((lines.joined(separator: "\n") + "\n").utf8, to: "inbox/\(name)")
  }

  private func run() async throws -> RunSummary {
    try await PipelineRunner.open(configuration, events: RecordedEvents()).run(until: .idle)
  }

  private func outputs() throws -> [String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: configuration.output.path)
    return names.filter { $0.hasSuffix(".parquet") }.map { configuration.output.path + "/" + $0 }.sorted()
  }

  /// The rows of all outputs as JSON, sorted.
  private func rows() throws -> [String] {
    var rows: [String] = []
    for output in try outputs() {
      var reader = try ParquetRowReader(try ParquetFile(path: output))
      var json: [UInt8] = []
      while try reader.appendNext(to: &json) {
        rows.append(String(decoding: json, as: UTF8.self))
        json = []
      }
    }
    return rows.sorted()
  }

  @Test func recordsBecomeRowsAndBadOnesGoToQuarantine() async throws {
    try write("2026-11-21-a.ndjson", #"{"id":1,"text":"one"}"#, "oops", #"{"id":2}"#)
    try write("2026-11-22-b.ndjson", #"{"id":3,"text":"ü"}"#)
    let summary = try await run()
    #expect(summary.isComplete && summary.progress.rows == 3 && summary.progress.badRecords == 1)
    let rows = try rows()
    #expect(rows.count == 3)
    #expect(rows.contains { $0.contains(#""id":"1","text":"one""#) })
    #expect(rows.contains { $0.contains(#""id":"3","text":"ü""#) })
    #expect(try outputs().map { $0.contains("/date=2026-11-2") } == [true, true])
  }

  @Test func newKeysJoinTheColumnsOfTheNextManifest() async throws {
    try write("2026-11-21-a.ndjson", #"{"id":1}"#)
    _ = try await run()
    try write("2026-11-22-b.ndjson", #"{"id":2,"extra":"x"}"#)
    _ = try await run()
    #expect(try rows().contains { $0.contains("_rescued") && $0.contains("extra") })
    try write("2026-11-23-c.ndjson", #"{"id":3,"extra":"y"}"#)
    _ = try await run()
    #expect(try rows().contains { $0.contains(#""extra":"y""#) })
  }

  @Test func aFileWithTooManyBadRecordsIsQuarantinedAlone() async throws {
    try write("2026-11-21-a.ndjson", #"{"id":1}"#)
    try write("2026-11-21-b.ndjson", "one", "two", #"{"id":2}"#)
    let summary = try await run()
    #expect(summary.progress.filesQuarantined == 1 && summary.progress.rows == 1)
    #expect(try rows().count == 1)
  }

  @Test mutating func theBytesDoNotDependOnTheWorkers() async throws {
    for index in 0..<20 {
      try write("2026-11-21-\(index).ndjson", "{\"id\":\(index),\"text\":\"\(String(repeating: "x", count: index))\"}")
    }
    var contents: [Data] = []
    for workers in [1, 2, 8] {
      configuration.workers = workers
      for name in ["lake", "manifests", "millrace.sqlite", "millrace.sqlite-wal", "millrace.sqlite-shm"] {
        try? FileManager.default.removeItem(atPath: folder.file(name))
      }
      _ = try await run()
      contents.append(try Data(contentsOf: URL(fileURLWithPath: try #require(try outputs().first))))
    }
    #expect(contents[0] == contents[1] && contents[1] == contents[2])
  }

  @Test mutating func wholeFilesOfJSONAreConverted() async throws {
    configuration.format = .json
    try write("2026-11-21-a.json", #"[{"id":1}, {"id":2}]"#)
    try write("2026-11-21-b.json", #"[{"id":3},"#)
    configuration.directory?.match = PipelineConfiguration.Format.json.defaultMatch
    let summary = try await run()
    #expect(summary.progress.rows == 2 && summary.progress.filesQuarantined == 1)
  }

  @Test mutating func listedColumnsAreTheOnlyOnes() async throws {
    configuration.parquet?.columns = .explicit([.init(name: "id", type: "int64"), .init(name: "at", type: "timestamp")])
    try write("2026-11-21-a.ndjson", #"{"id":1,"at":"2026-11-21T00:00:00Z","more":"x"}"#, #"{"id":"two"}"#)
    #expect(try await run().progress.rows == 2)
    let rows = try rows()
    #expect(rows.contains { $0.hasPrefix(#"{"id":1,"at":"2026-11-21T00:00:00"#) && $0.contains("more") })
    #expect(rows.contains { $0.contains("two") && $0.contains("_rescued") })
  }

  @Test mutating func aConfigurationThatCannotWorkIsRefused() async throws {
    configuration.checks.name = .any
    let configuration = configuration
    let error = await #expect(throws: PipelineError.self) {
      _ = try await PipelineRunner.open(configuration, events: RecordedEvents())
    }
    #expect(error?.code == .configuration)
  }
}
