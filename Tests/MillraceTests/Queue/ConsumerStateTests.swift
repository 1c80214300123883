import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite struct ConsumerStateTests {
  typealias Instant = ContinuousClock.Instant

  let start = ContinuousClock.now
  let consumer = QueueConsumer(queue: InMemoryQueue(), options: .init(), events: RecordedEvents())

  private func state(_ change: (inout QueueConsumer.Options) -> Void = { _ in }) -> ConsumerState {
    var options = QueueConsumer.Options()
    change(&options)
    var state = ConsumerState(options: options, now: start)
    state.receiving.running = options.maximumReceivers
    _ = state.attributesRead(QueueAttributes(visibilityTimeout: .seconds(30)), now: start)
    return state
  }

  private func messages(_ count: Int, bytes: Int = 10) -> [ReceivedMessage] {
    (0..<count).map { index in
      ReceivedMessage(
        id: "\(index)", receiptHandle: "h\(index)", body: Array(repeating: 1, count: bytes), receivedAt: Date())
    }
  }

  /// Lets a receiver receive; nil where it is to do something else.
  private func request(_ state: inout ConsumerState, _ receiver: Int = 0, at now: Instant) -> ReceiveRequest? {
    guard case .receive(let request) = state.nextReceive(receiver, now: now) else { return nil }
    return request
  }

  @Test func receiversJoinWhileReceivesAreFullAndLeaveWhenOneIsEmpty() throws {
    var state = state { $0.maximumReceivers = 3 }
    for expected in [2, 3, 3] {
      let full = try #require(request(&state, at: start))
      _ = state.received(messages(full.count), by: full, for: consumer, now: start)
      #expect(state.receiving.target == expected)
    }
    #expect(request(&state, 2, at: start) != nil)
    let empty = try #require(request(&state, at: start))
    _ = state.received([], by: empty, for: consumer, now: start)
    #expect(state.receiving.target == 1)
    #expect(request(&state, 1, at: start) == nil)
  }

  @Test func aReceiveAsksForNoMoreThanThereIsRoom() throws {
    var state = state {
      $0.maximumMessages = 25
      $0.maximumBytes = 40 << 20
    }
    var asked: [Int] = []
    while let next = request(&state, at: start) {
      asked.append(next.count)
      _ = state.received(messages(next.count), by: next, for: consumer, now: start)
    }
    // Five more would not be worth a call while a quarter of 25 is the least.
    #expect(asked == [10, 10])
    for _ in 0..<20 {
      var effects = ConsumerEffects()
      let ticket = try #require(state.takeNext() == nil ? nil : state.entries.first { $0.value.phase == .taken }?.key)
      _ = state.acknowledge(ticket, now: start, &effects)
    }
    #expect(request(&state, at: start)?.count == 10)
  }

  @Test func unknownMessagesCountAtTheQueuesLimitAndKnownOnesByTheirMean() throws {
    var state = state { $0.maximumBytes = 4 << 20 }
    let first = try #require(request(&state, at: start))
    #expect(first.count == 4)
    _ = state.received(messages(4, bytes: 100), by: first, for: consumer, now: start)
    #expect(request(&state, at: start)?.count == 10)
  }

  @Test func oneMessageIsAskedForWhateverItsSizeWhenNothingIsInHand() throws {
    var state = state { $0.maximumBytes = 1000 }
    #expect(request(&state, at: start)?.count == 1)
    #expect(request(&state, at: start) == nil)
  }

  @Test func timeoutsAreExtendedBetweenAThirdAndAHalf() throws {
    var state = state()
    let first = try #require(request(&state, at: start))
    _ = state.received(messages(6), by: first, for: consumer, now: start)
    let second = try #require(request(&state, at: start + .seconds(4)))
    _ = state.received(messages(6), by: second, for: consumer, now: start + .seconds(4))
    #expect(state.nextHeartbeat == start + .seconds(15))
    #expect(state.dueExtensions(now: start + .seconds(14)).0.batches.isEmpty)
    let (round, _) = state.dueExtensions(now: start + .seconds(15))
    #expect(round.batches.map(\.count) == [10, 2])
    #expect(round.batches.joined().allSatisfy { $0.change.timeout == .seconds(30) })
    // While the calls are under way nobody asks again.
    #expect(state.dueExtensions(now: start + .seconds(16)).0.batches.isEmpty)
  }

  @Test func nothingIsHeldBeyondTwelveHours() throws {
    var state = state()
    let first = try #require(request(&state, at: start))
    _ = state.received(messages(1), by: first, for: consumer, now: start)
    let held = state.takeNext()
    #expect(held != nil)
    let late = start + .seconds(43_200 - 25)
    let (round, _) = state.dueExtensions(now: late)
    #expect(round.batches.first?.first?.change.timeout == .seconds(20))
    _ = state.extended(round.batches[0], from: late, failures: [:], now: late)
    let (none, effects) = state.dueExtensions(now: start + .seconds(43_200))
    #expect(none.batches.isEmpty && effects.events.map(\.name) == ["message-lost"])
    #expect(state.entries.values.allSatisfy { $0.isLost })
  }

  @Test func anEmptyReceiveThatBeganWithMessagesInHandDoesNotMakeItIdle() throws {
    var state = state()
    let first = try #require(request(&state, at: start))
    let second = try #require(request(&state, at: start))
    _ = state.received([], by: second, for: consumer, now: start)
    #expect(!state.isIdle)
    _ = state.received([], by: first, for: consumer, now: start)
    #expect(state.isIdle)
  }

  // MARK: What others hold

  /// Receives nothing, and is to ask the queue what it hides.
  private func findEmpty(_ state: inout ConsumerState, at now: Instant) throws {
    guard let empty = request(&state, at: now) else { throw InjectedFault() }
    _ = state.received([], by: empty, for: consumer, now: now)
    guard case .examine = state.nextReceive(0, now: now) else { throw InjectedFault() }
  }

  @Test func anEmptyQueueIsIdleOnceItHidesNothing() throws {
    var state = state { $0.stopsWhenIdle = true }
    try findEmpty(&state, at: start)
    let waiting = state.examined(QueueAttributes(inFlight: 2), of: "queue", now: start)
    #expect(waiting.events.map(\.name) == ["messages-hidden"] && !state.isStopping)
    try findEmpty(&state, at: start + .seconds(10))
    #expect(state.examined(QueueAttributes(inFlight: 2), of: "queue", now: start + .seconds(10)).events.isEmpty)
    try findEmpty(&state, at: start + .seconds(20))
    _ = state.examined(QueueAttributes(inFlight: 0), of: "queue", now: start + .seconds(20))
    #expect(state.isStopping)
  }

  @Test func whatStaysHiddenForLongerThanTheTimeoutIsLeftToOthers() throws {
    var state = state { $0.stopsWhenIdle = true }
    for seconds in [0, 15, 31] {
      try findEmpty(&state, at: start + .seconds(seconds))
      _ = state.examined(QueueAttributes(inFlight: 1), of: "queue", now: start + .seconds(seconds))
      #expect(!state.isStopping)
    }
    try findEmpty(&state, at: start + .seconds(33))
    let end = state.examined(QueueAttributes(inFlight: 1), of: "queue", now: start + .seconds(33))
    #expect(end.events.map(\.name) == ["messages-held"] && state.isStopping)
  }

  @Test func whatOthersHaveGivenBackForLaterIsWaitedFor() throws {
    var state = state { $0.stopsWhenIdle = true }
    state.options.longestReturn = .seconds(60)
    for seconds in [0, 33, 61] {
      try findEmpty(&state, at: start + .seconds(seconds))
      _ = state.examined(QueueAttributes(inFlight: 1), of: "queue", now: start + .seconds(seconds))
      #expect(!state.isStopping)
    }
    try findEmpty(&state, at: start + .seconds(62))
    _ = state.examined(QueueAttributes(inFlight: 1), of: "queue", now: start + .seconds(62))
    #expect(state.isStopping)
  }

  @Test func theTimeForWhatIsHiddenBeginsAnewWithEachMessage() throws {
    var state = state { $0.stopsWhenIdle = true }
    try findEmpty(&state, at: start)
    _ = state.examined(QueueAttributes(inFlight: 1), of: "queue", now: start)
    let later = start + .seconds(29)
    let full = try #require(request(&state, at: later))
    _ = state.received(messages(1), by: full, for: consumer, now: later)
    let held = state.takeNext()
    var effects = ConsumerEffects()
    let isOurs = state.acknowledge(0, now: later, &effects)
    #expect(held?.message.id == "0" && isOurs)
    guard case .call(let call) = state.nextCall(now: later + .seconds(1)) else { throw InjectedFault() }
    _ = state.called(call, failures: [:], now: later + .seconds(1))
    try findEmpty(&state, at: start + .seconds(40))
    _ = state.examined(QueueAttributes(inFlight: 1), of: "queue", now: start + .seconds(40))
    #expect(!state.isStopping)
  }

  // MARK: Time

  @Test func aRunThatDoesNotEndIsLookedAtNowAndThen() throws {
    var state = state()
    var effects = ConsumerEffects()
    state.stop(now: start, &effects)
    var now = start
    for _ in 0..<5 {
      let next = try #require(state.nextLook)
      #expect(next >= now + .seconds(4))
      now = next
      _ = state.enforceDeadline(now: now)
    }
    #expect(!state.isFinished, "its receivers have not ended")
  }

  @Test func aMessageThatCannotBeExtendedAnyMoreIsLookedAtWhenItIsLost() throws {
    var state = state()
    let full = try #require(request(&state, at: start))
    _ = state.received(messages(1), by: full, for: consumer, now: start)
    // Ten seconds before the end of its twelve hours.
    let now = start + QueueLimits.longestVisibility - ConsumerState.visibilityMargin - .seconds(10)
    #expect(state.dueExtensions(now: now).0.batches.isEmpty)
    #expect(state.nextHeartbeat == now + .seconds(10))
    _ = state.dueExtensions(now: now + .seconds(10))
    #expect(state.counters.lost == 1)
  }
}
