import Foundation
import MillraceTesting
import Testing

@Suite struct ConvertFailureTests {
  @Test func badRecordsAreNamedAndKept() throws {
    let place = try Workplace()
    try place.write("{\"a\":1}\n{\"a\":\n{\"a\":3}\n", to: "in.ndjson")
    let outcome = try place.millrace("convert", "in.ndjson", "out.parquet", "--quarantine", "bad")
    #expect(outcome.status == 3)
    #expect(outcome.text.hasPrefix("out.parquet: 2 rows"))
    #expect(outcome.errors.contains("bad record: in.ndjson:2: byte "))
    let kept = try place.data(of: "bad/out.parquet.bad-records.ndjson")
    let entry = try #require(try JSONSerialization.jsonObject(with: kept) as? [String: Any])
    #expect(entry["text"] as? String == "{\"a\":")
    #expect(entry["line"] as? Int == 2)
    #expect(entry["byte_offset"] as? Int == 8)
  }

  @Test func exactlyTheDamagedRecordsAreBad() throws {
    let place = try Workplace()
    let generated = try place.millrace(
      "generate", "in", "--count", "3", "--size", "200KB", "--bad-share", "0.02", "--report", "report.json")
    #expect(generated.status == 0)
    let report = try JSONSerialization.jsonObject(with: place.data(of: "report.json")) as? [String: Any]
    let files = try #require(report?["files"] as? [[String: Any]])
    let expected = files.flatMap { file in
      (file["bad"] as? [[String: Any]] ?? []).map { "\(file["path"] ?? ""):\($0["line"] ?? "")" }
    }
    #expect(expected.count > 3)
    #expect(try place.millrace("convert", "in", "out.parquet", "--quarantine", "bad").status == 3)
    let found = try place.data(of: "bad/out.parquet.bad-records.ndjson").split(separator: 0x0A).map {
      let entry = try JSONSerialization.jsonObject(with: $0) as? [String: Any]
      return "\(entry?["input"] ?? ""):\(entry?["line"] ?? "")"
    }
    #expect(found == expected)
  }

  @Test func damagedInputsAreLeftOutAndNamed() throws {
    let place = try Workplace()
    #expect(try place.millrace("generate", "in", "--count", "2", "--size", "50KB", "--gzip").status == 0)
    let whole = try place.data(of: "in/2026-01-01-events-00001.ndjson.gz")
    try place.directory.write(whole.prefix(whole.count / 2), to: "in/2026-01-01-cut.ndjson.gz")
    let outcome = try place.millrace("convert", "in", "out.parquet", "--json")
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("left out: in/2026-01-01-cut.ndjson.gz: at byte \(whole.count / 2)"))
    #expect((outcome.json?["leftOut"] as? [[String: Any]])?.first?["code"] as? String == "corrupt")
    #expect((outcome.json?["inputs"] as? [Any])?.count == 2)
  }

  @Test func nothingIsLeftBehindWhereNothingCouldBeConverted() throws {
    let place = try Workplace()
    try place.write("not json\nat all\n", to: "in.ndjson")
    let outcome = try place.millrace("convert", "in.ndjson", "out.parquet")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("in.ndjson"))
    #expect(outcome.errors.contains("nothing was converted"))
    #expect(try place.names() == ["in.ndjson"])
  }

  @Test(arguments: [
    ("missing.ndjson", "there is no such file"), ("*.nothing", "no file has a name like this"),
    ("empty-folder", "no file below this directory"),
  ])
  func inputsThatAreNotThereAreNamed(input: String, message: String) throws {
    let place = try Workplace()
    try FileManager.default.createDirectory(
      atPath: place.directory.file("empty-folder"), withIntermediateDirectories: true)
    let outcome = try place.millrace("convert", input, "out.parquet")
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix("millrace: \(input): "))
    #expect(outcome.errors.contains(message))
    #expect(!place.exists("out.parquet"))
  }

  @Test func anOutputThatCannotBeMadeIsNamed() throws {
    let place = try Workplace()
    try place.write("{\"a\":1}\n", to: "in.ndjson")
    let outcome = try place.millrace("convert", "in.ndjson", "no/such/folder/out.parquet")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("no/such/folder/out.parquet"))
  }

  @Test func anEmptyFileHasNoRows() throws {
    let place = try Workplace()
    try place.write("", to: "empty.ndjson")
    let outcome = try place.millrace("convert", "empty.ndjson", "out.parquet")
    #expect(outcome.status == 0)
    #expect(outcome.text.hasPrefix("out.parquet: 0 rows"))
  }

  @Test func aSignalLeavesNothingHalfWritten() throws {
    let place = try Workplace()
    #expect(mkfifo(place.directory.file("pipe"), 0o600) == 0)
    // Keeps the pipe open, so that the conversion waits for more.
    let end = open(place.directory.file("pipe"), O_RDWR)
    defer { close(end) }
    let running = try place.millrace.start(["convert", "pipe", "out.parquet"])
    try waitUntil { try place.names().contains { $0.hasSuffix(".tmp") } }
    running.process.terminate()
    let outcome = try running.outcome()
    #expect(!outcome.wasKilled)
    #expect(outcome.status == 4)
    #expect(try place.names() == ["pipe"])
  }

  /// Polls, since a process tells nobody what it does; gives up after half a minute.
  private func waitUntil(_ condition: () throws -> Bool) throws {
    for _ in 0..<3000 {
      if try condition() { return }
      usleep(10_000)
    }
    Issue.record("nothing happened for half a minute")
  }
}
