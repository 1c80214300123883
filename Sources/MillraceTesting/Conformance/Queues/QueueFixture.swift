import MillraceStorage
import Testing

/// A queue under test with shorthands for what nearly every check does.
struct QueueFixture {
  let queue: any MessageQueue
  let deadLetterQueue: (any MessageQueue)?
  let clock: ManualClock
  let traits: QueueTraits
  /// The queue's visibility timeout.
  let timeout: Duration

  /// Lets time pass, and a little more where it is real.
  func pass(_ duration: Duration) async throws {
    if traits.canAdvanceClock {
      clock.advance(by: duration / .seconds(1))
    } else {
      try await Task.sleep(for: duration + .milliseconds(300))
    }
  }

  /// Sends texts; the answers must all be good.
  @discardableResult
  func send(_ bodies: String..., group: String? = nil) async throws -> [String] {
    try await send(bodies.map { QueueFixture.message($0, group: group) })
  }

  @discardableResult
  func send(_ messages: [OutgoingMessage]) async throws -> [String] {
    let outcomes = try await queue.send(messages)
    #expect(outcomes.count == messages.count)
    return try outcomes.map { outcome in
      switch outcome {
      case .sent(let id): return id
      case .failed(let error): throw error
      }
    }
  }

  static func message(_ body: String, group: String? = nil) -> OutgoingMessage {
    OutgoingMessage(body: Array(body.utf8), group: group, deduplicationID: group.map { "\($0)-\(body)" })
  }

  /// Receives a number of messages, in as many calls as it takes. Fewer if they do not come in time.
  func receive(
    _ count: Int, from source: (any MessageQueue)? = nil, visibility: Duration? = nil
  ) async throws -> [ReceivedMessage] {
    var messages: [ReceivedMessage] = []
    let deadline = ContinuousClock.now + traits.patience
    while messages.count < count, ContinuousClock.now < deadline {
      messages += try await (source ?? queue).receive(
        maximum: min(count - messages.count, QueueLimits.batchCount),
        wait: traits.canAdvanceClock ? .zero : .seconds(1),
        visibility: visibility)
    }
    return messages
  }

  func receiveOne(from source: (any MessageQueue)? = nil, visibility: Duration? = nil) async throws -> ReceivedMessage {
    try #require(try await receive(1, from: source, visibility: visibility).first, "no message came")
  }

  func expectEmpty(_ comment: Comment? = nil, location: SourceLocation = #_sourceLocation) async throws {
    let messages = try await queue.receive(maximum: 10, wait: .zero, visibility: nil)
    #expect(messages.map(\.text) == [], comment, sourceLocation: location)
  }
}

extension ReceivedMessage {
  var text: String { String(decoding: body, as: UTF8.self) }
}
