import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@Suite struct SQLiteTopicTests {
  private let queues: TemporaryQueues

  init() throws {
    queues = try TemporaryQueues()
  }

  @Test func conforms() async throws {
    try await TopicConformance { [queues] in
      let name = UUID().uuidString
      let topic = try await SQLiteTopic.open(at: queues.path, name: name)
      try await topic.subscribe(name + "-enveloped")
      try await topic.subscribe(name + "-raw", isRaw: true)
      return ConformanceTopic(
        topic: topic, enveloped: try await queues.queue(name + "-enveloped"), raw: try await queues.queue(name + "-raw")
      )
    }.check()
  }

  @Test func aQueueThatRefusesAMessageKeepsItFromAll() async throws {
    let small = try await queues.queue(
      "small",
      settings: {
        var s = QueueSettings(); s.maximumMessageBytes = 1024; return s
      }())
    let large = try await queues.queue("large")
    let topic = try await SQLiteTopic.open(at: queues.path, name: "news")
    try await topic.subscribe(small.name, isRaw: true)
    try await topic.subscribe(large.name, isRaw: true)
    let outcomes = try await topic.publish([OutgoingMessage(body: Array(repeating: 65, count: 2000))])
    guard case .failed(let error) = try #require(outcomes.first) else {
      Issue.record("it was taken")
      return
    }
    #expect(error.code == .invalidMessage && error.message.contains("“small”"))
    #expect(try await large.attributes().visible == 0)
    try await topic.unsubscribe(small.name)
    #expect(try await topic.subscribers() == ["large"])
  }

  @Test func aFIFOTopicKeepsOrderAndDropsRepeats() async throws {
    let queue = try await queues.queue("q.fifo")
    let topic = try await SQLiteTopic.open(at: queues.path, name: "t.fifo")
    try await topic.subscribe(queue.name)
    let messages = ["a", "b", "a"].map { OutgoingMessage(body: Array($0.utf8), group: "g") }
    _ = try await topic.publish(messages)
    let received = try await queue.receive(maximum: 10, wait: .zero, visibility: nil)
    #expect(received.count == 2 && received.allSatisfy { $0.group == "g" })
    let plain = try await SQLiteTopic.open(at: queues.path, name: "t")
    let error = await #expect(throws: QueueError.self) { try await plain.subscribe(queue.name) }
    #expect(error?.code == .invalidRequest)
  }
}
