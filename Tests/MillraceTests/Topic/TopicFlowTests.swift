import Foundation
import MillraceCompression
import MillraceJSON
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite(.timeLimit(.minutes(5))) struct TopicFlowTests {
  let place: TopicFixture

  init() async throws { place = try await TopicFixture() }

  @Test func anUploadBecomesAnOutputAndOneMessageThatSaysWhatItIs() async throws {
    let info = try await place.upload("2026/sales.ndjson", "{\"id\":1,\"n\":2.5}\n{\"id\":2,\"n\":null}\nno JSON\n")
    try await place.announce(info)
    try await place.run(try place.first("as: parquet, columns: inferred"))
    let output = try #require(place.files("processed").first)
    #expect(place.files("processed").count == 1)
    #expect(output.hasPrefix("uploads/2026/sales.") && output.hasSuffix(".parquet"))
    #expect(try place.rows("processed/\(output)").map { $0["id"]?.integer } == [1, 2])
    let notice = try #require(try await place.notices().first)
    #expect(notice["status"]?.text == "partial" && notice["rows"]?.integer == 2 && notice["bad_rows"]?.integer == 1)
    #expect(notice["input"]?["key"]?.text == "2026/sales.ndjson" && notice["input"]?["bucket"]?.text == "uploads")
    #expect(notice["input"]?["version"]?.text == info.etag && notice["input"]?["size"]?.integer == info.size)
    #expect(notice["output"]?["address"]?.text == place.folder.file("processed/\(output)"))
    let size = try FileManager.default.attributesOfItem(atPath: place.folder.file("processed/\(output)"))[.size]
    #expect(notice["output"]?["size"]?.integer == (size as? NSNumber)?.int64Value)
    #expect(
      notice["columns"] == [["name": "id", "type": "int64"], ["name": "n", "type": "double"]])
    #expect(notice["started_at"]?.text != nil && notice["duration_ms"]?.integer != nil)
    let bad = try #require(notice["bad_records"]?.text)
    let entry = try JSONValue(parsing: Array(try String(contentsOfFile: bad, encoding: .utf8).utf8))
    #expect(entry["line"]?.integer == 3 && entry["text"]?.text == "no JSON")
    #expect(try await place.waiting("uploads") == 0)
  }

  @Test func theSecondPipelineGetsEachMessageOnce() async throws {
    for index in 0..<5 { try await place.upload("\(index).ndjson", "{\"n\":\(index)}\n") }
    try await place.run(try place.first())
    try await place.run(try place.second())
    let results = try place.files("results").map { try JSONValue(parsing: Array(try place.text("results/\($0)").utf8)) }
    #expect(results.count == 5)
    #expect(Set(results.compactMap { $0["input"]?["key"]?.text }) == Set((0..<5).map { "\($0).ndjson" }))
    #expect(results.allSatisfy { $0["status"]?.text == "converted" })
    #expect(Set(place.files("results")) == Set(results.compactMap { $0["id"]?.text.map { "\($0).json" } }))
  }

  /// What a crash between the message and the ledger leaves: the same is sent again, under the same identity.
  @Test func aRepeatedMessageIsDroppedByItsIdentity() async throws {
    let info = try await place.upload("a.ndjson", "{\"n\":1}\n")
    try await place.run(try place.first())
    try FileManager.default.removeItem(atPath: place.folder.file("millrace.sqlite"))
    try await place.announce(info)
    try await place.run(try place.first())
    #expect(try await place.waiting("work") == 2)
    #expect(place.files("processed").count == 1)
    let counting = CountingProcessor()
    try await place.run(try place.second(), counting)
    #expect(counting.counts.values.reduce(0, +) == 1)
    #expect(try await place.waiting("work") == 0)
  }

  @Test func aPoisonedObjectIsMendedAndComesBackFromTheDeadLetters() async throws {
    try await place.upload("bad.ndjson", "no\nJSON\nat all\n")
    try await place.upload("good.ndjson", "{\"n\":1}\n")
    try await place.run(try place.first())
    #expect(try await place.waiting("uploads-dead") == 1)
    #expect(place.files("processed").count == 1)
    #expect(place.events.messages("object-failed").contains { $0.contains("line 1 at byte 0") })
    // The mended object; its own event is lost, as when it was put while notifications were off.
    try await place.put("bad.ndjson", "{\"n\":2}\n")
    let (dead, uploads) = (try await place.queue("uploads-dead"), try await place.queue("uploads"))
    let letters = try await dead.receive(maximum: 10, wait: .zero, visibility: .seconds(30))
    _ = try await uploads.send(letters.map { OutgoingMessage(body: $0.body) })
    _ = try await dead.delete(letters.map(\.receiptHandle))
    try await place.run(try place.first())
    #expect(place.files("processed").count == 2)
    #expect(try await place.notices().count == 2)
    #expect(try await place.waiting("uploads") == 0)
    #expect(try await place.waiting("uploads-dead") == 0)
  }

  @Test func aReplacementThatHasItsOwnEventIsConvertedOnce() async throws {
    try await place.upload("a.ndjson", "{\"n\":1}\n")
    try await place.upload("a.ndjson", "{\"n\":2}\n{\"n\":3}\n")
    try await place.run(try place.first())
    #expect(place.files("processed").count == 1)
    #expect(try await place.notices().map { $0["rows"]?.integer } == [2])
  }

  @Test func whatFailsACheckIsQuarantinedAndNotTold() async throws {
    try await place.upload("empty.ndjson", "")
    try await place.upload("notes.ndjson", "{\"n\":1}\n")
    try await place.run(try place.first("as: parquet", "checks: {name: \"e*\"}"))
    #expect(place.files("quarantine").count == 2)
    #expect(place.files("processed").isEmpty)
    #expect(try await place.waiting("uploads") == 0)
    #expect(try await place.waiting("work") == 0)
  }

  @Test func whoWantsToKnowIsToldOfFailuresOnce() async throws {
    try await place.upload("bad.ndjson", "no\nJSON\n")
    var configuration = try place.first()
    configuration.notify?.failures = true
    try await place.run(configuration)
    let notices = try await place.notices()
    #expect(notices.map { $0["status"]?.text } == ["failed"])
    #expect(notices.first?["reason"]?.text?.contains("2 of 2 records are bad") == true)
    #expect(notices.first?["id"]?.text?.hasSuffix("-failed") == true)
  }

  @Test func aFolderIsConvertedWithoutAQueue() async throws {
    try await place.put("a.json", "[{\"n\":1},{\"n\":2}]")
    try await place.put("b.json", "[{\"n\":1},")
    let configuration = try place.parse(
      "folder",
      """
      source: {directory: ./buckets/uploads, settle: 0s, poll: 10ms}
      format: json
      sink: {converted: {to: ./processed}}
      notify: {topic: "sqlite:./queues.sqlite#processed", queues: ["sqlite:./queues.sqlite#work"]}
      attempts: 2
      """)
    try await place.run(configuration)
    #expect(place.files("processed").count == 1)
    #expect(try await place.notices().map { $0["rows"]?.integer } == [2])
    #expect(place.files("quarantine").count == 1)
  }

  @Test(arguments: ["none", "gzip", "zstd"]) func linesOfJSONComeOutAsTheyAre(compression: String) async throws {
    try await place.upload("a.ndjson", "\u{FEFF}{\"n\": 1.50, \"n\": 2}\r\n\n{\"k\":\"é\"}\n{\"cut\n")
    try await place.run(try place.first("as: ndjson, compression: \(compression)"))
    let name = try #require(place.files("processed").first)
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: place.folder.file("processed/\(name)"))))
    let source = InflatingSource(MemorySource(bytes, name: name))
    #expect(String(decoding: try inflated(source), as: UTF8.self) == "{\"n\": 1.50, \"n\": 2}\n{\"k\":\"é\"}\n")
    let notice = try #require(try await place.notices().first)
    #expect(notice["rows"]?.integer == 2 && notice["bad_rows"]?.integer == 1)
    #expect(notice["output"]?["format"]?.text == "ndjson" && notice["output"]?["size"]?.integer == Int64(bytes.count))
    #expect(name.hasSuffix(["none": ".ndjson", "gzip": ".ndjson.gz", "zstd": ".ndjson.zst"][compression] ?? "?"))
  }

  private func inflated(_ source: InflatingSource) throws -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let piece = try [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
        count = try source.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if piece.isEmpty { return all }
      all += piece
    }
  }

  @Test func aBrokenTextFailsAsAWhole() async throws {
    try await place.upload("a.json", "[{\"n\":1},\n{\"n\":]")
    try await place.run(try place.first("as: ndjson", "format: json"))
    #expect(try await place.waiting("uploads-dead") == 1)
    #expect(place.events.messages("object-failed").contains { $0.contains("line 2") })
    #expect(place.files("processed").isEmpty)
  }

  private static let csv =
    "\u{FEFF}id;text;day\r\n1;\"a \"\"b\"\";\nc\";2026-11-21\r\n\r\n2;\"\";\r\n3;x\r\n4;\"broken\"x;\r\n"

  @Test(arguments: [
    (
      "ndjson",
      #"{"id":"1","text":"a \"b\";\nc","day":"2026-11-21"}"# + "\n" + #"{"id":"2","text":"","day":null}"# + "\n"
        + #"{"id":"3","text":"x","day":null}"# + "\n"
    ),
    ("csv", "id,text,day\n1,\"a \"\"b\"\";\nc\",2026-11-21\n2,\"\",\n3,x,\n"),
  ])
  func rowsBecomeCleanText(form: String, expected: String) async throws {
    try await place.upload("in/table.csv", Self.csv)
    try await place.run(try place.first("as: \(form)", "format: {csv: {delimiter: \";\"}}"))
    let name = try #require(place.files("processed").first)
    #expect(try place.text("processed/\(name)") == expected)
    #expect(name.hasPrefix("uploads/in/table.") && name.hasSuffix(".\(form)"))
    let notice = try #require(try await place.notices().first)
    #expect(notice["rows"]?.integer == 3 && notice["bad_rows"]?.integer == 1)
    if form == "csv" { #expect(notice["columns"]?.elements?.map { $0["name"]?.text } == ["id", "text", "day"]) }
    let bad = try JSONValue(
      parsing: Array(try String(contentsOfFile: notice["bad_records"]?.text ?? "", encoding: .utf8).utf8))
    #expect(bad["line"]?.integer == 7 && bad["text"]?.text == "4;\"broken\"x;")
  }

  @Test func rowsBecomeColumns() async throws {
    try await place.upload("table.csv.gz", "id,n\n1,2.5\n2,\n")
    try await place.run(try place.first("as: parquet, columns: inferred", "format: csv"))
    let name = try #require(place.files("processed").first)
    #expect(name.hasPrefix("uploads/table.") && name.hasSuffix(".parquet"))
    #expect(try place.rows("processed/\(name)").map { $0["id"]?.integer } == [1, 2])
  }

  @Test func rowsAreTransformedIntoLines() async throws {
    try await place.upload("table.csv", "id,n\n1,x\n2,y\n")
    try await place.run(
      try place.first("as: ndjson", "format: csv\ntransforms: [{where: \"n == 'y'\"}, {select: \"{k: id}\"}]"))
    let name = try #require(place.files("processed").first)
    #expect(try place.text("processed/\(name)") == "{\"k\":\"2\"}\n")
  }

  @Test func aHeaderThatIsNoneFailsTheObject() async throws {
    try await place.upload("table.csv", "\"id\"x,n\n1,2\n")
    try await place.run(try place.first("as: csv", "format: csv"))
    #expect(try await place.waiting("uploads-dead") == 1)
    #expect(place.files("processed").isEmpty)
  }

  @Test func aTopicInOrderKeepsTheOrderOfAnObject() async throws {
    var configuration = try place.first()
    configuration.notify?.topic = Address(
      scheme: .sqlite, path: place.folder.file("queues.sqlite"), fragment: "processed.fifo")
    configuration.notify?.queues = [
      Address(scheme: .sqlite, path: place.folder.file("queues.sqlite"), fragment: "work.fifo")
    ]
    try await place.upload("a.ndjson", "{\"n\":1}\n")
    try await place.run(configuration)
    #expect(try await place.notices("work.fifo").count == 1)
  }
}
