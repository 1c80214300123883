package import MillraceStorage
import Testing

/// What every ``MessageQueue`` must do. Each check gets queues of its own, so that they may run at the same time.
///
/// For the embedded queue the clock is set; services run in real time, and ``QueueTraits`` says what they cannot do.
package struct MessageQueueConformance: Sendable {
  /// Makes an empty queue of a new name that takes its time from the clock, if it can.
  package typealias MakeQueue = @Sendable (QueueRequest, any WallClock) async throws -> ConformanceQueue

  let traits: QueueTraits
  private let makeQueue: MakeQueue

  package init(traits: QueueTraits = QueueTraits(), makeQueue: @escaping MakeQueue) {
    self.traits = traits
    self.makeQueue = makeQueue
  }

  /// Runs all checks. What does not hold is recorded as an issue of the test that calls this.
  package func check() async throws {
    try await checkMessages()
    try await checkLimits()
    try await checkPartialFailure()
    try await checkVisibility()
    try await checkHandles()
    try await checkChangedVisibility()
    try await checkDelays()
    try await checkDeadLettering()
    try await checkAttributes()
    try await checkLongPolling()
    try await checkOrder()
    try await checkDeduplication()
    try await checkConcurrency()
  }

  func withQueue(
    _ configure: (inout QueueRequest) -> Void = { _ in }, _ body: (QueueFixture) async throws -> Void
  ) async throws {
    let clock = ManualClock()
    var request = QueueRequest(visibilityTimeout: .seconds(traits.canAdvanceClock ? 30 : 2))
    configure(&request)
    let made = try await makeQueue(request, clock)
    try await body(
      QueueFixture(
        queue: made.queue, deadLetterQueue: made.deadLetterQueue, clock: clock, traits: traits,
        timeout: request.visibilityTimeout))
  }
}
