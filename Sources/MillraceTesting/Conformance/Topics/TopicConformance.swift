import Foundation
import MillraceStorage
import Testing

/// What every ``Topic`` must do. Each check gets a topic and queues of its own.
package struct TopicConformance: Sendable {
  package typealias MakeTopic = @Sendable () async throws -> ConformanceTopic

  private let makeTopic: MakeTopic
  /// How long something that was published may take to arrive.
  private let patience: Duration
  /// Whether bytes can be attributes. moto drops the whole batch.
  private let carriesBytes: Bool

  package init(patience: Duration = .seconds(10), carriesBytes: Bool = true, makeTopic: @escaping MakeTopic) {
    self.makeTopic = makeTopic
    self.patience = patience
    self.carriesBytes = carriesBytes
  }

  /// Runs all checks. What does not hold is recorded as an issue of the test that calls this.
  package func check() async throws {
    try await checkDelivery()
    try await checkPartialFailure()
    try await checkLimits()
  }

  /// Every subscriber gets every message, in the form that it has asked for.
  package func checkDelivery() async throws {
    let made = try await makeTopic()
    var message = OutgoingMessage(body: Array("{\"a\": \"\u{E9} 🦆 <&> \\\" \\n\"}\n\ttext".utf8), subject: "A subject")
    var expected = ["name": ["Type": "String", "Value": "value"]]
    message.attributes = ["name": .string("value")]
    if carriesBytes {
      message.attributes["bytes"] = MessageAttribute(type: "Binary", value: .binary([0, 255, 1]))
      expected["bytes"] = ["Type": "Binary", "Value": "AP8B"]
    }
    let outcomes = try await made.topic.publish([message, OutgoingMessage(body: Array("second".utf8))])
    let ids = outcomes.map { if case .sent(let id) = $0 { id } else { "" } }
    #expect(ids.count == 2 && Set(ids).count == 2 && !ids.contains(""))

    let raw = try await receive(2, from: made.raw)
    let whole = try #require(raw.first { $0.text != "second" })
    #expect(raw.count == 2 && whole.body == message.body && whole.attributes == message.attributes)

    let enveloped = try await receive(2, from: made.enveloped)
    let bodies = try enveloped.map { try #require(JSONSerialization.jsonObject(with: Data($0.body)) as? [String: Any]) }
    #expect(Set(bodies.compactMap { $0["MessageId"] as? String }) == Set(ids))
    let body = try #require(bodies.first { $0["MessageId"] as? String == ids[0] })
    #expect(body["Type"] as? String == "Notification" && body["Subject"] as? String == "A subject")
    #expect((body["Message"] as? String).map { Array($0.utf8) } == message.body)
    #expect((body["TopicArn"] as? String)?.isEmpty == false && (body["Timestamp"] as? String)?.hasSuffix("Z") == true)
    let attributes = body["MessageAttributes"] as? [String: [String: String]]
    #expect(attributes == expected)
    #expect(bodies.contains { $0["Message"] as? String == "second" && $0["Subject"] == nil })
  }

  /// A message that cannot be taken does not get in the way of the others.
  package func checkPartialFailure() async throws {
    let made = try await makeTopic()
    let outcomes = try await made.topic.publish([
      OutgoingMessage(body: Array("good".utf8)), OutgoingMessage(body: []), OutgoingMessage(body: [0xFF]),
      OutgoingMessage(body: [65], subject: "two\nlines"),
    ])
    #expect(outcomes.count == 4)
    for (number, outcome) in outcomes.enumerated() {
      switch outcome {
      case .sent: #expect(number == 0)
      case .failed(let error): #expect(number > 0 && error.code == .invalidMessage, "\(error)")
      }
    }
    #expect(try await receive(1, from: made.raw).map(\.text) == ["good"])
    #expect(try await made.raw.receive(maximum: 10, wait: .zero, visibility: nil) == [])
  }

  /// Calls that no service would take are refused as a whole; the largest message that it takes arrives.
  package func checkLimits() async throws {
    let made = try await makeTopic()
    let half = OutgoingMessage(body: Array(repeating: 65, count: TopicLimits.batchBytes / 2 + 1))
    for messages in [[], Array(repeating: OutgoingMessage(body: [65]), count: 11), [half, half]] {
      let error = await #expect(throws: QueueError.self) { try await made.topic.publish(messages) }
      #expect(error?.code == .invalidRequest, "\(messages.count) messages")
    }
    let largest = OutgoingMessage(body: Array(repeating: 65, count: TopicLimits.batchBytes))
    _ = try await made.topic.publish([largest])
    #expect(try await receive(1, from: made.raw).map(\.body) == [largest.body])
  }

  private func receive(_ count: Int, from queue: any MessageQueue) async throws -> [ReceivedMessage] {
    var messages: [ReceivedMessage] = []
    let deadline = ContinuousClock.now + patience
    while messages.count < count, ContinuousClock.now < deadline {
      messages += try await queue.receive(maximum: 10, wait: .seconds(1), visibility: .seconds(300))
    }
    return messages
  }
}
