import Foundation
import MillraceJSON
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// `notify` for `sink: parquet`, on a topic in a file.
@Suite(.timeLimit(.minutes(5))) struct ManifestNoticeTests {
  private let place: StepFixture

  init() throws { place = try StepFixture() }

  private static let notify = """
    notify: {topic: "sqlite:./queues.sqlite#done", queues: ["sqlite:./queues.sqlite#work"], failures: true}
    """

  private func messages() async throws -> [(id: String?, attributes: JSONValue?, body: JSONValue)] {
    let queue = try await SQLiteQueue.open(at: place.folder.file("queues.sqlite"), name: "work")
    var messages: [(String?, JSONValue?, JSONValue)] = []
    while true {
      let received = try await queue.receive(maximum: 10, wait: .zero, visibility: .seconds(600))
      if received.isEmpty { return messages }
      for message in received {
        let body = try JSONValue(parsing: DeliveredMessage(message).body)
        let envelope = try JSONValue(parsing: message.body)
        messages.append((body["id"]?.text, envelope["MessageAttributes"], body))
      }
    }
  }

  private func configuration(_ more: String = "") throws -> PipelineConfiguration {
    try place.parse(
      "- where: \"n != `3`\"",
      """
      sink: {parquet: {to: ./lake, columns: inferred, batch: {age: 0s}}}
      \(Self.notify)
      \(more)
      """)
  }

  @Test func eachOutputIsToldOfOnce() async throws {
    try place.write("2026-11-20-a.ndjson", [#"{"n":1,"s":"x"}"#, "oops", #"{"n":3}"#, #"{"n":4}"#])
    try place.write("2026-11-21-b.ndjson", records: 3)
    try place.write("2026-11-21-c.ndjson", records: 1, from: 3)
    let configuration = try configuration()
    try await place.run(configuration)
    try await place.run(configuration)
    let told = try await messages()
    #expect(told.count == 2 && Set(told.map(\.id)).count == 2)
    let body = try #require(told.map(\.body).first { $0["partition"]?.text == "2026-11-20" })
    #expect(body["status"]?.text == "partial" && body["pipeline"]?.text == "steps")
    #expect(body["rows"]?.integer == 2 && body["bad_rows"]?.integer == 1 && body["dropped_rows"]?.integer == 1)
    #expect(body["inputs"]?["count"]?.integer == 1 && (body["inputs"]?["bytes"]?.integer ?? 0) > 30)
    #expect(body["column_count"]?.integer == 2 && body["columns"]?.elements?.first?["type"]?.text == "int64")
    #expect(body["schema_version"]?.integer == 1 && body["duration_ms"]?.integer != nil)
    let output = try #require(body["output"]?["key"]?.text)
    #expect(place.files("lake", ".parquet").contains(place.folder.file("lake/\(output)")))
    let size = try FileManager.default.attributesOfItem(atPath: place.folder.file("lake/\(output)"))[.size] as? Int64
    #expect(body["output"]?["size"]?.integer == size)
    #expect(body["output"]?["address"]?.text == "\(body["dataset"]?.text ?? "")/\(output)")
    #expect(body["bad_records"]?.text?.hasSuffix(".ndjson") == true)
    let attributes = try #require(told.first { $0.id == body["id"]?.text }?.attributes)
    let expected = ["millrace-id", "pipeline", "status", "partition", "format", "rows", "bad-rows"]
    #expect(expected.allSatisfy { attributes[$0] != nil } && attributes["bucket"] == nil)
    #expect(attributes["bad-rows"]?["Type"]?.text == "Number" && attributes["status"]?["Value"]?.text == "partial")
    #expect(told.contains { $0.body["inputs"]?["count"]?.integer == 2 && $0.body["status"]?.text == "converted" })
  }

  @Test func aManifestThatIsGivenUpIsToldOf() async throws {
    try place.write("2026-11-20-a.ndjson", records: 2)
    try place.program("#!/bin/sh\nexit 4")
    let configuration = try place.parse(
      "- run: [./step]",
      "sink: {parquet: {to: ./lake, columns: {n: int64}, batch: {age: 0s}}}\nattempts: 1\n\(Self.notify)")
    try await place.run(configuration)
    let told = try await messages()
    #expect(told.map { $0.body["status"]?.text } == ["failed"])
    #expect(told.first?.id?.hasSuffix("-failed") == true && told.first?.body["output"] == nil)
    #expect(told.first?.body["reason"]?.text?.contains("code 4") == true)
  }

  @Test(arguments: [FaultPlan.Moment.before, .after])
  func eachOutputIsToldOfWhicheverCallFails(_ moment: FaultPlan.Moment) async throws {
    var number = 1
    var callCount = Int.max
    while number <= callCount {
      let fixture = try await PipelineFixture()
      try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
      try fixture.write("2026-11-22-b.ndjson", #"{"n":2}"#)
      let (plan, topic) = (FaultPlan(), RecordingTopic())
      plan.fail(call: number, moment)
      var parts = fixture.parts(failingBy: plan)
      parts.notifier = OutputNotifier(topic: FaultyTopic(topic, plan: plan))
      for _ in 1...3 {
        if (try? await fixture.run(parts)) != nil { break }
      }
      let call = "call \(number), \(plan.calls.dropFirst(number - 1).first ?? "none"), \(moment)"
      // At least once, and a repeat has the identity of the first.
      #expect(Set(topic.ids).count == 2 && topic.ids.count <= 3, "\(call)")
      #expect(try await fixture.rows() == [#"{"n":1}"#, #"{"n":2}"#], "\(call)")
      callCount = min(callCount, plan.calls.count)
      number += 1
    }
    #expect(number > 20)
  }

  @Test func aTopicThatIsOutHoldsTheLedgerUp() async throws {
    let fixture = try await PipelineFixture()
    try fixture.write("2026-11-21-a.ndjson", #"{"id":1}"#)
    let (plan, topic) = (FaultPlan(), RecordingTopic())
    for _ in 0..<2 { plan.fail(of: "publish", .before, with: QueueError(.unavailable, "out")) }
    var parts = fixture.parts
    parts.notifier = OutputNotifier(topic: FaultyTopic(topic, plan: plan))
    try await fixture.run(parts)
    #expect(topic.ids.count == 1 && plan.calls.count == 3)
    // What is published is not converted again.
    #expect(fixture.converter.conversions == 1)
    #expect(try await fixture.state("2026-11-21-a.ndjson") == .completed)
  }
}
