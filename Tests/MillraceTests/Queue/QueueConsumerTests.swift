import MillraceStorage
import MillraceTesting
import Synchronization
import Testing

@testable import Millrace

@Suite(.timeLimit(.minutes(5))) struct QueueConsumerTests {
  /// Options under which an idle queue is found out quickly.
  static func options(_ change: (inout QueueConsumer.Options) -> Void = { _ in }) -> QueueConsumer.Options {
    var options = QueueConsumer.Options()
    options.wait = .milliseconds(20)
    options.linger = .milliseconds(5)
    options.stopsWhenIdle = true
    options.receiveGrace = .milliseconds(20)
    options.backOff = BackOff(first: .milliseconds(2), longest: .milliseconds(10))
    change(&options)
    return options
  }

  /// Runs a consumer with some who work, until it ends.
  static func consume(
    _ queue: any MessageQueue, _ options: QueueConsumer.Options = options(), workers: Int = 4,
    events: RecordedEvents = RecordedEvents(), work: @escaping @Sendable (HeldMessage, QueueConsumer) async -> Void
  ) async throws {
    let consumer = QueueConsumer(queue: queue, options: options, events: events)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await consumer.run() }
      for _ in 0..<workers {
        group.addTask { while let held = await consumer.next() { await work(held, consumer) } }
      }
      try await group.waitForAll()
    }
  }

  static func fill(_ queue: InMemoryQueue, _ count: Int, group: ((Int) -> String)? = nil) async throws {
    for start in stride(from: 0, to: count, by: 10) {
      let messages = (start..<min(start + 10, count)).map { index in
        OutgoingMessage(body: Array("m\(index)".utf8), group: group?(index))
      }
      _ = try await queue.send(messages)
    }
  }

  @Test func whatADeadProcessHidesIsWaitedFor() async throws {
    let queue = InMemoryQueue(QueueAttributes(visibilityTimeout: .seconds(2)))
    try await Self.fill(queue, 5)
    _ = try await queue.receive(maximum: 3, wait: .zero, visibility: nil)
    try await Self.consume(queue) { held, _ in held.acknowledge() }
    #expect(queue.bodies.isEmpty)
  }

  @Test func whatSomeoneKeepsIsNotWaitedForForEver() async throws {
    let queue = InMemoryQueue(QueueAttributes(visibilityTimeout: .milliseconds(100)))
    try await Self.fill(queue, 5)
    _ = try await queue.receive(maximum: 3, wait: .zero, visibility: .seconds(600))
    let events = RecordedEvents()
    try await Self.consume(queue, Self.options { $0.idleWait = .milliseconds(10) }, events: events) { held, _ in
      held.acknowledge()
    }
    #expect(queue.bodies.count == 3 && events.messages("messages-held").count == 1)
  }

  @Test func everyMessageIsHandedOutOnceAndDeletedInTens() async throws {
    let queue = InMemoryQueue()
    try await Self.fill(queue, 500)
    let seen = Mutex<[String]>([])
    try await Self.consume(queue) { held, _ in
      seen.withLock { $0.append(String(decoding: held.message.body, as: UTF8.self)) }
      #expect(held.acknowledge())
      #expect(!held.acknowledge())
    }
    #expect(seen.withLock { $0 }.sorted() == (0..<500).map { "m\($0)" }.sorted())
    #expect(queue.bodies.isEmpty)
    #expect(queue.batchSizes(of: "delete").reduce(0, +) == 500)
    #expect(queue.batchSizes(of: "delete").count < 70)
    #expect(queue.peakReceives > 1)
  }

  /// The timeout is long enough for a machine on which all tests run at once.
  @Test func aMessageInHandForFiveTimeoutsIsDoneOnce() async throws {
    let queue = InMemoryQueue(QueueAttributes(visibilityTimeout: .seconds(5)))
    try await Self.fill(queue, 12)
    let seen = Mutex(0)
    try await Self.consume(queue, workers: 12) { held, _ in
      seen.withLock { $0 += 1 }
      try? await Task.sleep(for: .seconds(25))
      #expect(held.acknowledge())
    }
    #expect(seen.withLock { $0 } == 12)
    #expect(queue.bodies.isEmpty)
    // At a third to a half of the timeout, all twelve in two calls.
    let calls = queue.batchSizes(of: "changeVisibility")
    #expect(calls.reduce(0, +) >= 12 * 5 && calls.count <= calls.reduce(0, +) / 3)
  }

  @Test func whatIsGivenBackComesAgainAndGoesToTheDeadLettersInTheEnd() async throws {
    let redrive = RedrivePolicy(deadLetterQueue: "dead", maximumReceiveCount: 3)
    let queue = InMemoryQueue(QueueAttributes(redrive: redrive))
    try await Self.fill(queue, 5)
    let attempts = Mutex(0)
    try await Self.consume(queue) { held, _ in
      guard held.message.body == Array("m3".utf8) else {
        held.acknowledge()
        return
      }
      attempts.withLock { $0 += 1 }
      held.giveBack(after: .milliseconds(30))
    }
    #expect(attempts.withLock { $0 } == 3)
    #expect(queue.deadLetters == ["m3"] && queue.bodies.isEmpty)
  }

  @Test func aStopGivesBackWhatNobodyHasTakenAndWaitsForWhatIsInHand() async throws {
    let queue = InMemoryQueue()
    try await Self.fill(queue, 40)
    try await Self.consume(queue, Self.options { $0.stopsWhenIdle = false }, workers: 1) { held, consumer in
      while consumer.status.messagesInHand < 40 { try? await Task.sleep(for: .milliseconds(2)) }
      consumer.stop()
      while queue.visibleCount < 39 { try? await Task.sleep(for: .milliseconds(2)) }
      #expect(held.acknowledge())
    }
    #expect(queue.bodies.count == 39 && queue.visibleCount == 39)
  }

  @Test func atTheDeadlineWhatIsInHandIsGivenBack() async throws {
    let queue = InMemoryQueue()
    try await Self.fill(queue, 3)
    let options = Self.options {
      $0.stopsWhenIdle = false
      $0.shutdownDeadline = .milliseconds(30)
    }
    try await Self.consume(queue, options, workers: 3) { held, consumer in
      while consumer.status.messagesInHand < 3 { try? await Task.sleep(for: .milliseconds(2)) }
      consumer.stop()
      while !held.isLost { try? await Task.sleep(for: .milliseconds(2)) }
      #expect(!held.acknowledge())
    }
    #expect(queue.visibleCount == 3)
  }

  @Test func aLostHandleIsReportedAndNotAskedForAgain() async throws {
    let queue = InMemoryQueue(QueueAttributes(visibilityTimeout: .milliseconds(400)))
    try await Self.fill(queue, 1)
    let events = RecordedEvents()
    let runs = Mutex(0)
    try await Self.consume(queue, events: events) { held, _ in
      let run = runs.withLock { runs in
        runs += 1
        return runs
      }
      guard run == 1 else {
        held.acknowledge()
        return
      }
      queue.loseHandles()
      while !held.isLost { try? await Task.sleep(for: .milliseconds(2)) }
      try? await Task.sleep(for: .milliseconds(800))
      #expect(!held.acknowledge())
    }
    #expect(events.messages("message-lost").count == 1)
    #expect(queue.bodies.isEmpty)
  }

  @Test func failedCallsAreTriedAgainAndToldOfOnce() async throws {
    let plan = FaultPlan()
    let queue = InMemoryQueue(plan: plan)
    try await Self.fill(queue, 30)
    for _ in 0..<3 {
      plan.fail(call: 1, of: "receive", .before, with: QueueError(.unavailable, "no answer"))
      plan.fail(call: 1, of: "delete", .before, with: QueueError(.unavailable, "no answer"))
    }
    let events = RecordedEvents()
    try await Self.consume(queue, events: events) { held, _ in held.acknowledge() }
    #expect(queue.bodies.isEmpty)
    let told = events.messages("queue-trouble")
    #expect(told.filter { $0.contains("receive") }.count == 1)
  }

  @Test func aQueueThatDoesNotExistEndsTheRun() async throws {
    let plan = FaultPlan()
    let queue = InMemoryQueue(plan: plan)
    plan.fail(call: 1, of: "receive", .before, with: QueueError(.notFound, "There is no queue “memory”."))
    await #expect(throws: QueueError.self) { try await Self.consume(queue) { _, _ in } }
  }

  @Test func aTimeoutThatIsShortenedIsNoticed() async throws {
    let queue = InMemoryQueue(QueueAttributes(visibilityTimeout: .seconds(30)))
    try await Self.fill(queue, 1)
    let options = Self.options { $0.attributesAge = .milliseconds(20) }
    let seen = Mutex(0)
    try await Self.consume(queue, options) { held, _ in
      seen.withLock { $0 += 1 }
      queue.setVisibilityTimeout(.seconds(5))
      try? await Task.sleep(for: .seconds(12))
      held.acknowledge()
    }
    #expect(queue.batchSizes(of: "changeVisibility").count >= 3)
    #expect(seen.withLock { $0 } == 1)
  }

  @Test func groupsKeepTheirOrderAndOneThatFailsHoldsBackNoOther() async throws {
    var attributes = QueueAttributes()
    attributes.isFIFO = true
    let queue = InMemoryQueue(attributes)
    try await Self.fill(queue, 60) { "g\($0 % 3)" }
    let seen = Mutex<[String: [Int]]>([:])
    let failures = Mutex(0)
    try await Self.consume(queue, workers: 8) { held, _ in
      let number = Int(String(decoding: held.message.body.dropFirst(), as: UTF8.self)) ?? -1
      let fails = failures.withLock { count in
        guard number == 31, count < 2 else { return false }
        count += 1
        return true
      }
      if fails { return held.giveBack(after: .milliseconds(5)) }
      try? await Task.sleep(for: .milliseconds(1))
      seen.withLock { $0[held.message.group ?? "", default: []].append(number) }
      held.acknowledge()
    }
    for group in 0..<3 {
      #expect(seen.withLock { $0["g\(group)"] } == Array(stride(from: group, to: 60, by: 3)))
    }
    #expect(failures.withLock { $0 } == 2)
  }

  @Test func anIdleQueueIsAskedByOneReceiverOnly() async throws {
    let queue = InMemoryQueue()
    try await Self.fill(queue, 200)
    let options = Self.options {
      $0.stopsWhenIdle = false
      $0.wait = .seconds(20)
    }
    let done = Mutex(0)
    try await Self.consume(queue, options) { held, consumer in
      held.acknowledge()
      let count = done.withLock { done in
        done += 1
        return done
      }
      if count == 200 {
        while consumer.status.counters.acknowledged < 200 { try? await Task.sleep(for: .milliseconds(2)) }
        consumer.stop()
      }
    }
    #expect(queue.bodies.isEmpty && queue.openReceives == 0)
  }
}
