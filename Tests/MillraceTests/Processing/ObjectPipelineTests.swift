import Foundation
import MillraceJSON
import MillraceStorage
import MillraceTesting
import Synchronization
import Testing

@testable import Millrace

@Suite(.timeLimit(.minutes(5))) struct ObjectPipelineTests {
  let place: ObjectPipelineFixture

  init() async throws { place = try await ObjectPipelineFixture() }

  @Test func eachObjectHasOneResultHoweverOftenItIsAnnounced() async throws {
    let keys = ["a.ndjson", "b c.ndjson", "d+e%.ndjson", "é/🙂.ndjson"]
    for key in keys { try await place.put(key, "1\n2\n3") }
    for _ in 0..<3 { for key in keys { try await place.announce(key) } }
    try await place.send(#"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"in"}"#)
    try await place.run()
    let results = try await place.results()
    #expect(results.count == 4)
    #expect(Set(results.compactMap { $0["key"]?.text }) == Set(keys))
    for result in results {
      #expect(result["line_count"]?.integer == 3 && result["byte_size"]?.integer == 5)
      #expect(result["bucket"]?.text == "in" && result["processed_at"]?.text != nil)
    }
    #expect(place.queue.bodies.isEmpty)
    #expect(place.events.messages("test-event").count == 1)
  }

  @Test func linesAreTransformedBeforeTheStepSeesThem() async throws {
    try await place.put("a.ndjson", "{\"n\":1}\n{\"n\":20}\n{\"n\":30}\n")
    try await place.put("bad.ndjson", "{\"n\":1}\nno JSON\n")
    for key in ["a.ndjson", "bad.ndjson"] { try await place.announce(key) }
    let (condition, selection) = (try JMESPath("n > `10`"), try JMESPath("[n]"))
    try await place.run { options in
      options.transform = RecordTransform([.keep(condition), .select(selection)])
      options.attempts = 1
    }
    let results = try await place.results()
    #expect(results.map { $0["line_count"]?.integer } == [2])
    #expect(results.map { $0["byte_size"]?.integer } == [10])
    let quarantined = place.events.messages("object-quarantined")
    #expect(quarantined.count == 1)
    #expect(quarantined.first?.contains("line 2: the transforms cannot be applied") == true)
  }

  @Test func whatIsGoneOrReplacedIsSaidOnceAndNotTriedForEver() async throws {
    try await place.announce("gone.ndjson", etag: "x", size: 3)
    try await place.put("new.ndjson", "1\n")
    try await place.announce("new.ndjson", etag: "old", size: 2)
    try await place.announce("new.ndjson", etag: "old", size: 2)
    try await place.run()
    #expect(place.queue.bodies.isEmpty && place.queue.deadLetters.isEmpty)
    #expect(place.events.messages("object-gone").count == 1)
    #expect(place.events.messages("object-replaced").count == 1)
    #expect(try await place.results().isEmpty)
  }

  @Test func aFailingObjectOfAMessageIsDoneAgainAloneAndThenQuarantined() async throws {
    for key in ["a", "bad", "c"] { try await place.put(key, "1\n") }
    try await place.send(place.records(["a", "bad", "c"].map { place.record($0) }))
    let step = CountingProcessor(failing: ["bad": 2])
    try await place.run(step) { $0.attempts = 2 }
    #expect(step.counts == ["a": 1, "bad": 2, "c": 1])
    #expect(place.queue.bodies.isEmpty)
    #expect(place.events.messages("object-quarantined").count == 1)
    #expect(try await place.results().count == 2)
    var entries = 0
    for try await page in place.quarantine.list(prefix: "files/") { entries += page.count }
    #expect(entries == 1)
  }

  @Test func withARedrivePolicyWhatFailsGoesToTheDeadLetters() async throws {
    let place = try await ObjectPipelineFixture(
      QueueAttributes(redrive: RedrivePolicy(deadLetterQueue: "dead", maximumReceiveCount: 2)))
    try await place.put("bad", "1\n")
    try await place.announce("bad")
    try await place.run(CountingProcessor(failing: ["bad": 99])) { $0.attempts = 1 }
    #expect(place.queue.deadLetters.count == 1 && place.queue.bodies.isEmpty)
    #expect(place.events.messages("object-quarantined").isEmpty)
  }

  @Test func anObjectThatTakesFiveTimeoutsIsProcessedOnce() async throws {
    let place = try await ObjectPipelineFixture(QueueAttributes(visibilityTimeout: .seconds(2)))
    try await place.put("slow", "1\n")
    try await place.announce("slow")
    try await place.announce("slow")
    let step = CountingProcessor(pause: .seconds(10))
    try await place.run(step) { $0.claimDuration = 3 }
    #expect(step.counts == ["slow": 1])
    #expect(place.queue.bodies.isEmpty)
  }

  /// A step that computes without a pause holds up its own pipeline, and not the heartbeats.
  @Test func aStepThatNeverSuspendsKeepsItsMessage() async throws {
    let place = try await ObjectPipelineFixture(QueueAttributes(visibilityTimeout: .seconds(2)))
    for key in ["a", "b", "c", "d"] {
      try await place.put(key, "1\n")
      try await place.announce(key)
    }
    let step = BusyProcessor(for: .seconds(6))
    try await place.run(step) { $0.claimDuration = 3 }
    #expect(step.count == 4 && place.queue.bodies.isEmpty)
  }

  @Test func aLargeObjectPassesInPiecesAndCompressedMembersOneAfterAnother() async throws {
    var text = ""
    for index in 0..<200_000 { text += "line number \(index) of a large object\n" }
    try await place.put("large", text)
    try await place.announce("large")
    try await place.run()
    let result = try #require(try await place.results().first)
    #expect(result["line_count"]?.integer == 200_000 && result["byte_size"]?.integer == Int64(text.utf8.count))
  }

  @Test func aFolderIsProcessedWithoutAQueue() async throws {
    for index in 0..<20 { try await place.put("dir/\(index)", "x\ny\n") }
    try await place.runListed()
    try await place.runListed()
    #expect(try await place.results().count == 20)
  }
}
