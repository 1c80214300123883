import Foundation
import MillraceJSON
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// `- run:` where no manifests are.
@Suite(.timeLimit(.minutes(5))) struct ProgramStepPlacesTests {
  private let place: StepFixture

  init() throws { place = try StepFixture() }

  private func bodies() async throws -> [String] {
    let queue = try await SQLiteQueue.open(at: place.folder.file("queues.sqlite"), name: "records")
    var bodies: [String] = []
    while true {
      let received = try await queue.receive(maximum: 10, wait: .zero, visibility: .seconds(600))
      if received.isEmpty { return bodies }
      bodies += received.map { String(decoding: $0.body, as: UTF8.self) }
    }
  }

  private static let queue = """
    sink: {queue: {to: "sqlite:./queues.sqlite#records", layout: single}}
    attempts: 3
    """

  @Test func whatIsSentIsWhatTheProgramAnswers() async throws {
    try place.write("a.ndjson", records: 300)
    try place.python(#"say("" if record["n"] % 3 == 0 else "x" if record["n"] == 1 else {"m": record["n"]})"#)
    let summary = try await place.run("- run: [./step]\n- where: \"m != `299`\"", Self.queue)
    #expect(summary.progress.badRecords == 1)
    let numbers = try await bodies().compactMap { try JSONValue(parsing: Array($0.utf8))["m"]?.integer }
    #expect(numbers.sorted() == (2..<299).filter { $0 % 3 != 0 }.map(Int64.init))
    #expect(try place.badRecords().compactMap { $0["text"]?.text } == [#"{"n":1}"#])
  }

  @Test func aLoaderWhoseProgramDiesTriesTheFileAgain() async throws {
    try place.write("a.ndjson", records: 100)
    try place.python(
      #"""
      if record["n"] == 60 and not os.path.exists(sys.argv[1]):
        open(sys.argv[1], "w").close()
        sys.exit(9)
      say(record)
      """#)
    try await place.run("- run: [./step, '\(place.folder.file("died"))']", Self.queue)
    let numbers = try await bodies().compactMap { try JSONValue(parsing: Array($0.utf8))["n"]?.integer }
    #expect(Set(numbers) == Set((0..<100).map(Int64.init)))
    #expect(place.started.count == 2)
  }

  @Test(arguments: ["ndjson", "parquet"]) func eachInputIsConvertedThroughTheProgram(form: String) async throws {
    for name in ["a", "b"] { try place.write("\(name).ndjson", records: 50) }
    try place.python(#"say({"n": record["n"] + 1} if record["n"] else "no")"#)
    let summary = try await place.run(
      "- run: [./step]", "pipelines: 1\nworkers: 1\nsink: {converted: {to: ./out, as: \(form)}}")
    #expect(summary.progress.rows == 98 && summary.progress.badRecords == 2)
    #expect(place.files("out", form).count == 2)
    #expect(try place.badRecords().count == 2)
    // It stays from object to object.
    #expect(place.started.count == 1)
  }

  @Test(arguments: ["ndjson", "parquet"]) func anObjectWhoseProgramDiesIsConvertedAgain(form: String) async throws {
    try place.write("a.ndjson", records: 50)
    try place.python(
      #"""
      if record["n"] == 30 and not os.path.exists(sys.argv[1]):
        open(sys.argv[1], "w").close()
        sys.exit(9)
      say(record)
      """#)
    let summary = try await place.run(
      "- run: [./step, '\(place.folder.file("died"))']", "sink: {converted: {to: ./out, as: \(form)}}\nattempts: 2")
    #expect(summary.progress.rows == 50 && summary.progress.badRecords == 0)
    #expect(place.events.messages("object-failed").contains { $0.contains("ended with code 9") })
  }

  @Test func rowsOfCSVAreObjectsForTheProgram() async throws {
    try place.write("a.csv", ["id,price", "1,2.50", "2,", "x,1"])
    try place.python(#"say({"id": int(record["id"]), "free": record["price"] is None} if record["id"] != "x" else "")"#)
    try await place.run(
      "- run: [./step]", "format: csv\nchecks: {name: any}\nsink: {parquet: {to: ./lake, batch: {age: 0s}}}")
    #expect(try place.rows().compactMap { $0["free"]?.text } == ["false", "true"])
  }

  @Test func linesOfObjectsGoThroughTheProgramBeforeTheStepSeesThem() async throws {
    for name in ["a", "b", "c"] { try place.write("\(name).ndjson", records: 10) }
    try place.python(#"say(line.strip() if record["n"] < 4 else "")"#)
    try await place.run("- run: [./step]", "pipelines: 1\nsink: {results: {to: ./out}}")
    let results = try place.files("out", ".json").map {
      try JSONValue(parsing: Array(Data(contentsOf: URL(filePath: $0))))
    }
    #expect(results.compactMap { $0["line_count"]?.integer } == [4, 4, 4])
    #expect(place.started.count == 1)
  }
}
