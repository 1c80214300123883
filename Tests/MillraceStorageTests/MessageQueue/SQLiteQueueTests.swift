import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@Suite struct SQLiteQueueTests {
  let directory: TemporaryDirectory
  let conformance: MessageQueueConformance

  init() throws {
    let directory = try TemporaryDirectory()
    self.directory = directory
    conformance = MessageQueueConformance { request, clock in
      let name = UUID().uuidString
      let suffix = request.isFIFO ? ".fifo" : ""
      var settings = QueueSettings()
      settings.visibilityTimeout = request.visibilityTimeout
      settings.delay = request.delay
      settings.deduplicatesByContent = request.deduplicatesByContent
      settings.maximumMessageBytes = request.maximumMessageBytes ?? QueueLimits.batchBytes
      settings.redrive = request.maximumReceiveCount.map {
        RedrivePolicy(deadLetterQueue: name + "-dead" + suffix, maximumReceiveCount: $0)
      }
      let path = directory.file("queues.sqlite")
      let queue = try await SQLiteQueue.open(at: path, name: name + suffix, settings: settings, clock: clock)
      let deadLetters = settings.redrive?.deadLetterQueue
      guard let deadLetters else { return ConformanceQueue(queue) }
      return ConformanceQueue(
        queue, deadLetterQueue: try await SQLiteQueue.open(at: path, name: deadLetters, clock: clock))
    }
  }

  @Test func conformsInMessages() async throws { try await conformance.checkMessages() }
  @Test func conformsInLimits() async throws { try await conformance.checkLimits() }
  @Test func conformsInPartialFailure() async throws { try await conformance.checkPartialFailure() }
  @Test func conformsInVisibility() async throws { try await conformance.checkVisibility() }
  @Test func conformsInHandles() async throws { try await conformance.checkHandles() }
  @Test func conformsInChangedVisibility() async throws { try await conformance.checkChangedVisibility() }
  @Test func conformsInDelays() async throws { try await conformance.checkDelays() }
  @Test func conformsInDeadLettering() async throws { try await conformance.checkDeadLettering() }
  @Test func conformsInAttributes() async throws { try await conformance.checkAttributes() }
  @Test func conformsInLongPolling() async throws { try await conformance.checkLongPolling() }
  @Test func conformsInOrder() async throws { try await conformance.checkOrder() }
  @Test func conformsInDeduplication() async throws { try await conformance.checkDeduplication() }
  @Test func conformsInConcurrency() async throws { try await conformance.checkConcurrency() }
}
