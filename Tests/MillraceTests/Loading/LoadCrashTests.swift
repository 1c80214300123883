import Foundation
import MillracePacking
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// A loader that dies, and those who come after it.
@Suite(.timeLimit(.minutes(5))) struct LoadCrashTests {
  let place: LoadFixture
  private let batches = 4

  init() async throws { place = try await LoadFixture() }

  @Test(arguments: [1, 35, 200, 999, 1500])
  func aDeathRepeatsAtMostTheBatchesThatWereInFlight(messages: Int) async throws {
    for file in 0..<3 { try place.write("f\(file)", records: 600) }
    let slow = SelectiveQueue(place.queue, pause: .milliseconds(1))
    try await place.die(when: { place.queue.sent.count >= messages }) { $0.queue = slow }
    try await place.lapse()
    let summary = try await place.run()
    #expect(summary.ending == .idle)
    let ids = LoadFixture.ids(place.received())
    #expect(Set(ids).count == 1800)
    #expect(ids.count - Set(ids).count <= batches * 10)
    let records = try LoadFixture.records(place.received())
    #expect(Set(records) == Set((0..<3).flatMap { LoadFixture.records(of: "f\($0)", count: 600) }))
    for file in 0..<3 {
      let info = try #require(try await place.inbox.head(try ObjectKey("f\(file)")))
      let id = FileIdentifier(
        pipeline: "test", address: place.inbox.location + "/f\(file)", version: info.etag)
      #expect(try await place.ledger.checkpoint(id.checkpoint, of: "test") == nil)
    }
  }

  @Test func manyDeathsRepeatNoMoreThanEachMay() async throws {
    for file in 0..<3 { try place.write("f\(file)", records: 600) }
    for death in 1...10 {
      let before = place.queue.sent.count
      let slow = SelectiveQueue(place.queue, pause: .milliseconds(1))
      try await place.die(when: { place.queue.sent.count >= min(before + 60 + death * 17, 1800) }) { $0.queue = slow }
      try await place.lapse()
    }
    try await place.run()
    let ids = LoadFixture.ids(place.received())
    #expect(Set(ids).count == 1800 && ids.count - 1800 <= 10 * batches * 10)
  }

  @Test(arguments: ["claim", "finish", "setCheckpoints", "removeCheckpoints", "renew"])
  func aLedgerThatIsGoneForAWhileCostsNothing(operation: String) async throws {
    for (round, moment) in [FaultPlan.Moment.before, .after].enumerated() {
      for file in 0..<3 { try place.write("\(round)-\(file)", records: 600) }
      let plan = FaultPlan()
      for call in 1...3 {
        plan.fail(call: call, of: operation, moment, with: LedgerError(.unavailable, "not now"))
      }
      try await place.run { $0.ledger = FaultyLedger(place.ledger, plan: plan) }
    }
    let records = try LoadFixture.records(place.received())
    #expect(records.count == 3600 && Set(records).count == 3600)
  }

  @Test func aLostAnswerOfTheQueueRepeatsThatBatchUnderTheSameIDs() async throws {
    try place.write("a", records: 100)
    let plan = FaultPlan()
    plan.fail(call: 3, of: "send", .after, with: QueueError(.unavailable, "the answer is lost"))
    try await place.run { $0.queue = FaultyQueue(place.queue, plan: plan) }
    let ids = LoadFixture.ids(place.received())
    #expect(ids.count == 110 && Set(ids).count == 100)
  }

  @Test func badRecordsAreInQuarantineOnceAlsoAfterADeath() async throws {
    let lines = (0..<1000).map { $0 % 50 == 7 ? "bad \($0)\n" : "{\"f\":\"a\",\"n\":\($0)}\n" }
    try place.write("a", lines.joined())
    let slow = SelectiveQueue(place.queue, pause: .milliseconds(1))
    for target in [150, 420, 700] {
      try await place.die(when: { place.queue.sent.count >= target }) { $0.queue = slow }
      try await place.lapse()
    }
    try await place.run()
    let entries = try await place.quarantined("bad-records/").flatMap { $0.text.split(separator: "\n") }
    #expect(entries.count == 20)
    let numbers = entries.compactMap { $0.firstMatch(of: /bad (\d+)/).flatMap { Int($0.1) } }
    #expect(Set(numbers) == Set(stride(from: 7, to: 1000, by: 50)))
    #expect(Set(LoadFixture.ids(place.received())).count == 980)
  }

  @Test func twoLoadersShareAFolder() async throws {
    for file in 0..<200 { try place.write("f\(file)", records: 20) }
    let (first, second) = (try place.pipeline(), try place.pipeline())
    async let one = first.run(until: .idle)
    async let other = second.run(until: .idle)
    let summaries = try await [one, other]
    #expect(summaries.reduce(0) { $0 + $1.progress.filesCompleted } == 200)
    let ids = LoadFixture.ids(place.received())
    #expect(ids.count == 4000 && Set(ids).count == 4000)
  }
}
