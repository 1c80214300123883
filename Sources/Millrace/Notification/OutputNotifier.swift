internal import MillraceStorage

/// Tells a topic of outputs; what several workers have to say at the same time goes into one call.
struct OutputNotifier: Sendable {
  /// Whether it is told of objects that are given up, too.
  let tellsOfFailures: Bool
  private let location: String
  private let isFIFO: Bool
  private let calls: CallBatcher<OutgoingMessage, SendOutcome>

  init(topic: any Topic, tellsOfFailures: Bool = false) {
    self.tellsOfFailures = tellsOfFailures
    location = topic.location
    isFIFO = topic.location.hasSuffix(".fifo")
    calls = CallBatcher(maximum: TopicLimits.batchCount) { messages in
      var outcomes: [SendOutcome] = []
      for batch in MessageBatches(messages, maximumBytes: TopicLimits.batchBytes) {
        outcomes += try await topic.publish(Array(batch))
      }
      return outcomes
    }
  }

  /// The topic that a pipeline file names; nil where it names none. Embedded queues that the file names subscribe to it.
  static func open(
    _ notify: PipelineConfiguration.Notify?, _ storage: any StorageProvider
  ) async throws -> OutputNotifier? {
    guard let notify else { return nil }
    let topic = try await storage.topic(notify.topic)
    if let topic = topic as? any SubscribableTopic {
      for queue in notify.queues.compactMap(\.fragment) { try await topic.subscribe(queue) }
    }
    return OutputNotifier(topic: topic, tellsOfFailures: notify.failures)
  }

  /// Publishes a notice. When it returns, the topic has it.
  ///
  /// - Throws: `QueueError` where the topic cannot be reached or used; ``ProcessingError`` where it refuses this notice.
  func tell(_ notice: any Notice, patience: Patience) async throws {
    let message = notice.message(isFIFO: isFIFO)
    let refusal = try await patience.attempt("publish to \(location)") { () async throws -> QueueError? in
      guard case .failed(let error) = try await calls.ask(message) else { return nil }
      if error.code == .invalidMessage { return error }
      throw error
    }
    if let refusal {
      throw ProcessingError(.refused, "\(location) does not take the message about \(notice.subject): \(refusal)")
    }
  }
}
