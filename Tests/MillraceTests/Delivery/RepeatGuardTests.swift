import Foundation
import MillraceStorage
import MillraceTesting
import Synchronization
import Testing

@testable import Millrace

@Suite(.timeLimit(.minutes(5))) struct RepeatGuardTests {
  let folder: TemporaryDirectory
  let ledger: SQLiteLedger
  let counters = DeliveryCounters()
  let events = RecordedEvents()

  init() async throws {
    folder = try TemporaryDirectory()
    ledger = try await SQLiteLedger.open(at: folder.file("ledger.sqlite"))
  }

  private func repeats(
    claimsAll: Bool = false, pauses: [Duration] = RepeatGuard.usualPauses
  ) -> RepeatGuard {
    RepeatGuard(
      ledger: ledger, pipeline: "p", output: "out", claimsAll: claimsAll, pauses: pauses,
      patience: Patience(RetryPolicy(maximumAttempts: 1, firstDelay: 0.01, maximumDelay: 0.02), events: events) {
        false
      }, counters: counters, events: events)
  }

  private func message(_ id: String, stable: String? = nil, body: String = "x") -> ReceivedMessage {
    ReceivedMessage(
      id: id, receiptHandle: id, body: Array(body.utf8),
      attributes: stable.map { ["millrace-id": .string($0)] } ?? [:], receivedAt: Date())
  }

  private func held(_ message: ReceivedMessage) -> HeldMessage {
    let consumer = QueueConsumer(queue: InMemoryQueue(), options: .init(), events: events)
    return HeldMessage(message, ticket: 0, consumer: consumer)
  }

  @Test func whatIsDoneIsNotDoneAgain() async throws {
    let repeats = repeats()
    guard case .take(let claim?) = try await repeats.admit(held(message("1", stable: "s"))) else {
      throw InjectedFault()
    }
    #expect(claim.item == "message:s")
    guard case .resolved = try await repeats.admit(held(message("2", stable: "s"))) else { throw InjectedFault() }
    #expect(counters.values.repeats == 0, "someone else has it: it comes again")
    await repeats.release(claim)
    guard case .take(let again?) = try await repeats.admit(held(message("2", stable: "s"))) else {
      throw InjectedFault()
    }
    try await repeats.finish(again)
    guard case .resolved = try await repeats.admit(held(message("1", stable: "s"))) else { throw InjectedFault() }
    #expect(counters.values.repeats == 1)
  }

  @Test func aRepeatComesAgainOnceTheClaimOfWhoWorksOnItIsOver() async throws {
    let now = Mutex(ContinuousClock.now)
    let queue = InMemoryQueue(now: { now.withLock { $0 } })
    _ = try await queue.send([OutgoingMessage(body: [120], attributes: ["millrace-id": .string("s")])])
    _ = try await ledger.claim(["message:s"], in: "p", owner: "other", for: 1000)
    let consumer = QueueConsumer(queue: queue, options: QueueConsumerTests.options(), events: events)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await consumer.run() }
      let held = try #require(await consumer.next())
      guard case .resolved = try await repeats(pauses: [.milliseconds(1)]).admit(held) else { throw InjectedFault() }
      while queue.batchSizes(of: "changeVisibility").isEmpty { try await Task.sleep(for: .milliseconds(1)) }
      consumer.stop()
      try await group.waitForAll()
    }
    now.withLock { $0 += .seconds(600) }
    #expect(queue.visibleCount == 0)
    now.withLock { $0 += .seconds(401) }
    #expect(queue.visibleCount == 1)
  }

  @Test func messagesWithoutAnIDAreClaimedOnlyOnRequest() async throws {
    guard case .take(nil) = try await repeats().admit(held(message("1"))) else { throw InjectedFault() }
    let all = repeats(claimsAll: true)
    guard case .take(let claim?) = try await all.admit(held(message("1"))) else { throw InjectedFault() }
    #expect(claim.item == "message:1")
    try await all.finish(claim)
    guard case .resolved = try await all.admit(held(message("1"))) else { throw InjectedFault() }
  }

  @Test(arguments: [
    (#"{"Type":"Notification","MessageAttributes":{"millrace-id":{"Type":"String","Value":"e"}},"Message":"m"}"#, "e"),
    (#"{"MessageAttributes":{"millrace-id":{"Type":"String","Value":"e"}}}"#, nil), ("millrace-id", nil),
    (#"{"Type":"Notification","Message":"millrace-id"}"#, nil), ("", nil), ("{", nil),
    (#"{"Type":"Notification","MessageAttributes":{"millrace-id":{"Type":"String","Value":""}}}"#, nil),
  ])
  func idsAreFoundInTheEnvelopeOfATopic(_ body: String, _ id: String?) {
    #expect(message("1", body: body).stableID == id)
    #expect(message("1", stable: "a", body: body).stableID == "a")
  }

  @Test func idsThatAreNoneOfOursDoNotCount() {
    #expect(message("1", stable: "").stableID == nil)
    #expect(message("1", stable: String(repeating: "x", count: 2_000)).claimItem == "message:1")
  }

  @Test func envelopesOfTheEmbeddedTopicKeepTheID() async throws {
    let storage = EmbeddedStorage()
    func address(_ name: String) -> Address {
      Address(scheme: .sqlite, path: folder.file("queues.sqlite"), fragment: name)
    }
    let queue = try await storage.queue(address("q"))
    let topic = try await SQLiteTopic.open(at: folder.file("queues.sqlite"), name: "t")
    try await topic.subscribe("q")
    _ = try await topic.publish([OutgoingMessage(body: [120], attributes: ["millrace-id": .string("id-7")])])
    let received = try await queue.receive(maximum: 1, wait: .seconds(5), visibility: nil)
    #expect(received.first?.stableID == "id-7")
  }
}
