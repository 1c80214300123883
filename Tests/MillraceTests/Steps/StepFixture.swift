import Foundation
import MillraceJSON
import MillraceParquet
import MillraceStorage
import MillraceTesting

@testable import Millrace

/// A folder with an inbox, programs, and pipelines opened as a user opens them.
struct StepFixture {
  let folder: TemporaryDirectory
  let events = RecordedEvents()

  init() throws {
    folder = try TemporaryDirectory()
    try FileManager.default.createDirectory(atPath: folder.file("inbox"), withIntermediateDirectories: true)
  }

  func write(_ name: String, _ lines: [String]) throws {
    try folder.write((lines.joined(separator: "\n") + "\n").utf8, to: "inbox/\(name)")
  }

  /// Numbered records, as a file.
  func write(_ name: String, records: Int, from first: Int = 0) throws {
    try write(name, (first..<first + records).map { #"{"n":\#($0)}"# })
  }

  /// A program of Python that does something with each line, which is `line` and its JSON `record`; what it prints is flushed.
  func python(_ body: String, name: String = "step") throws {
    let lines = body.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    try program(
      """
      #!/usr/bin/env python3
      import json, os, sys, time
      print(os.getpid(), file=sys.stderr, flush=True)
      def say(value): print(value if isinstance(value, str) else json.dumps(value, separators=(",", ":")), flush=True)
      for line in iter(sys.stdin.readline, ""):
        record = json.loads(line)
      \(lines)
      """, name)
  }

  func program(_ text: String, _ name: String = "step") throws {
    let path = try folder.write((text + "\n").utf8, to: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  // MARK: Pipelines

  static let parquet = "checks: {name: any}\nsink: {parquet: {to: ./lake, batch: {age: 0s}}}"

  /// The same, with columns for which nothing is looked at first.
  static let explicit = "checks: {name: any}\nsink: {parquet: {to: ./lake, columns: {n: int64}, batch: {age: 0s}}}"

  func parse(_ transforms: String, _ rest: String = parquet) throws -> PipelineConfiguration {
    try PipelineConfiguration.parse(
      """
      pipeline: steps
      source: {directory: ./inbox, settle: 0s, poll: 10ms}
      transforms:
      \(transforms.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
      \(rest)

      """, file: folder.file("steps.yaml"), currentFolder: folder.path, environment: [:])
  }

  @discardableResult
  func run(_ configuration: PipelineConfiguration) async throws -> RunSummary {
    try await PipelineRunner.open(configuration, events: events).run(until: .idle)
  }

  @discardableResult
  func run(_ transforms: String, _ rest: String = parquet) async throws -> RunSummary {
    try await run(try parse(transforms, rest))
  }

  // MARK: What came of it

  func files(_ name: String, _ suffix: String = "") -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.file(name))) ?? []
    return names.filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }.map { folder.file(name) + "/" + $0 }.sorted()
  }

  /// The rows of all Parquet files, in their order.
  func rows(_ name: String = "lake") throws -> [JSONValue] {
    var rows: [JSONValue] = []
    for path in files(name, ".parquet") {
      var reader = try ParquetRowReader(try ParquetFile(path: path))
      var json: [UInt8] = []
      while try reader.appendNext(to: &json) {
        rows.append(try JSONValue(parsing: json))
        json = []
      }
    }
    return rows
  }

  func badRecords() throws -> [JSONValue] {
    try files("quarantine/bad-records", ".ndjson").flatMap { path in
      try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
        try JSONValue(parsing: Array($0.utf8))
      }
    }
  }

  /// The process numbers of the programs that were started.
  var started: [pid_t] {
    events.messages("program-said").compactMap { $0.split(separator: " ").last.flatMap { pid_t($0) } }
  }
}
