import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@Suite struct SQLiteQueueMoveTests {
  private let clock = ManualClock()
  private let queues: TemporaryQueues

  init() throws {
    queues = try TemporaryQueues(clock: clock)
  }

  private func send(_ bodies: String..., to queue: SQLiteQueue) async throws {
    _ = try await queue.send(bodies.map { OutgoingMessage(body: Array($0.utf8)) })
  }

  private func receive(_ queue: SQLiteQueue) async throws -> [ReceivedMessage] {
    try await queue.receive(maximum: 10, wait: .zero, visibility: nil)
  }

  private func texts(_ messages: [ReceivedMessage]) -> [String] {
    messages.map { String(decoding: $0.body, as: UTF8.self) }
  }

  /// A queue whose messages are dead after one receipt.
  private func makeQueue() async throws -> (SQLiteQueue, SQLiteQueue) {
    var settings = QueueSettings()
    settings.redrive = RedrivePolicy(deadLetterQueue: "dead", maximumReceiveCount: 1)
    return (try await queues.queue(settings: settings), try await queues.queue("dead"))
  }

  @Test func deadLettersGoBackWhereTheyCameFrom() async throws {
    let (queue, dead) = try await makeQueue()
    try await send("a", "b", "c", to: queue)
    _ = try await receive(queue)
    clock.advance(by: 30)
    #expect(try await receive(queue) == [])
    try await send("sent here", to: dead)
    let shown = try await dead.peek(limit: 10)
    #expect(texts(shown) == ["a", "b", "c", "sent here"])
    #expect(shown.prefix(3).allSatisfy { $0.systemAttributes["DeadLetterQueueSourceArn"] == queue.name })
    #expect(try await dead.attributes().visible == 4, "showing them is no receipt")
    #expect(try await dead.move(ids: [shown[1].id]) == 1)
    #expect(texts(try await receive(queue)) == ["b"])
    #expect(try await dead.move(limit: 1) == 1)
    #expect(try await dead.move() == 1)
    #expect(try await dead.move() == 0, "nobody knows where it came from")
    #expect(try await dead.move(to: queue.name) == 1)
    let back = try await receive(queue)
    #expect(texts(back) == ["a", "c", "sent here"] && back.allSatisfy { $0.receiveCount == 1 })
    #expect(try await dead.attributes().visible == 0)
  }

  @Test func whatIsInFlightIsNotMoved() async throws {
    let (queue, _) = try await makeQueue()
    try await send("held", to: queue)
    let held = try await receive(queue)
    #expect(try await queue.move(to: "dead") == 0)
    #expect(try await queue.delete(held.map(\.receiptHandle)) == [])
    let error = await #expect(throws: QueueError.self) { try await queue.move(to: "x.fifo") }
    #expect(error?.code == .invalidRequest)
  }

  @Test func manyAreMovedInParts() async throws {
    let (queue, dead) = try await makeQueue()
    for _ in 0..<210 {
      _ = try await dead.send(Array(repeating: OutgoingMessage(body: [65]), count: 10))
    }
    #expect(try await dead.move(to: queue.name, limit: 2050) == 2050)
    #expect(try await queue.attributes().visible == 2050)
    #expect(try await dead.attributes().visible == 50)
    try await queue.purge()
    #expect(try await queue.attributes().visible == 0)
  }

  @Test func aHandleIsWorthNothingOnceTheMessageHasMoved() async throws {
    let (queue, _) = try await makeQueue()
    try await send("m", to: queue)
    let old = try await receive(queue)
    clock.advance(by: 30)
    _ = try await receive(queue)
    let failures = try await queue.delete(old.map(\.receiptHandle))
    #expect(failures.map(\.error.code) == [.invalidHandle])
  }

  @Test func messagesAreKeptAsLongAsTheQueueSays() async throws {
    var settings = QueueSettings()
    settings.retention = .seconds(60)
    let queue = try await queues.queue(settings: settings)
    for number in 0..<25 { try await send("old \(number)", to: queue) }
    clock.advance(by: 59)
    try await send("young", to: queue)
    clock.advance(by: 1)
    #expect(texts(try await receive(queue)) == ["young"])
    #expect(try await queue.attributes().inFlight == 1)
    #expect(try await queue.attributes().visible == 0)
  }

  @Test func aBlockedGroupHidesNoOtherBehindIt() async throws {
    let queue = try await queues.queue("q.fifo")
    func message(_ number: Int, group: String) -> OutgoingMessage {
      OutgoingMessage(body: Array("\(number)".utf8), group: group, deduplicationID: "\(group)\(number)")
    }
    for start in stride(from: 0, to: 1000, by: 10) {
      _ = try await queue.send((start..<start + 10).map { message($0, group: "large") })
    }
    _ = try await queue.receive(maximum: 1, wait: .zero, visibility: nil)
    _ = try await queue.send([message(1, group: "small")])
    #expect(try await receive(queue).map(\.group) == ["small"])
    #expect(try await receive(queue) == [])
  }

  @Test func batchesFitTheLimits() {
    let messages = [600_000, 400_000, 48_576, 1, 2_000_000, 5].map {
      OutgoingMessage(body: Array(repeating: 65, count: $0))
    }
    let sizes = MessageBatches(messages).map { $0.map(\.body.count) }
    #expect(sizes == [[600_000, 400_000, 48_576], [1], [2_000_000], [5]])
    #expect(MessageBatches(Array(repeating: OutgoingMessage(body: [65]), count: 21)).map(\.count) == [10, 10, 1])
    #expect(MessageBatches([]).map(\.count) == [])
  }
}
