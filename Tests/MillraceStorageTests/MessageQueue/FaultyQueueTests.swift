import MillraceStorage
import MillraceTesting
import Testing

@Suite struct FaultyQueueTests {
  private let message = OutgoingMessage(body: [65])

  @Test func failsOnTheSideOfTheEffectThatIsPlanned() async throws {
    let queues = try TemporaryQueues()
    let plan = FaultPlan()
    let queue = FaultyQueue(try await queues.queue(), plan: plan)
    plan.fail(of: "send", .before)
    await #expect(throws: InjectedFault.self) { try await queue.send([message]) }
    #expect(try await queue.attributes().visible == 0)
    plan.fail(of: "send", .after, with: QueueError(.unavailable, "lost"))
    await #expect(throws: QueueError.self) { try await queue.send([message]) }
    #expect(try await queue.attributes().visible == 1)
    plan.fail(of: "receive", .after)
    await #expect(throws: InjectedFault.self) { try await queue.receive(maximum: 1, wait: .zero, visibility: nil) }
    #expect(try await queue.attributes().inFlight == 1)
    #expect(plan.calls == ["send", "attributes", "send", "attributes", "receive", "attributes"])
  }

  @Test func deliversTwiceWhatIsPlanned() async throws {
    let queues = try TemporaryQueues()
    let queue = FaultyQueue(try await queues.queue())
    queue.duplicates.repeatEvery(2)
    _ = try await queue.send(["a", "b", "c"].map { OutgoingMessage(body: Array($0.utf8)) })
    var bodies: [[UInt8]] = []
    while true {
      let received = try await queue.receive(maximum: 10, wait: .zero, visibility: nil)
      if received.isEmpty { break }
      bodies += received.map(\.body)
    }
    #expect(bodies == ["a", "b", "c", "b"].map { Array($0.utf8) })
  }
}
