import Testing

@testable import MillraceTestServer

@Suite struct SQSQueueTests {
  private func makeQueue(_ name: String = "queue", _ attributes: [String: String] = [:]) throws -> SQSQueue {
    var settings = SQSQueueSettings(isFIFO: name.hasSuffix(".fifo"))
    for (name, value) in attributes { try settings.set(name, value) }
    return SQSQueue(name: name, arn: "arn:\(name)", nonce: 7, created: 0, settings: settings)
  }

  private func message(_ id: String, group: String? = nil) -> SQSMessage {
    SQSMessage(
      id: id, body: Array(id.utf8), bodyMD5: "", sent: 0, groupID: group, deduplicationID: group.map { $0 + id })
  }

  @Test func hidesWhatIsReceivedUntilItsTimeout() throws {
    var queue = try makeQueue()
    _ = queue.add(message("a"), delay: 0, now: 0)
    #expect(queue.receive(10, visibility: 30_000, now: 0).deliveries.map(\.message.id) == ["a"])
    #expect(queue.receive(10, visibility: 30_000, now: 29_999).deliveries.isEmpty)
    let again = queue.receive(10, visibility: 30_000, now: 30_000).deliveries
    #expect(again.map(\.message.receiveCount) == [2])
    #expect((queue.inFlightCount, queue.readyCount) == (1, 0))
  }

  @Test func delaysMessages() throws {
    var queue = try makeQueue()
    _ = queue.add(message("a"), delay: 5000, now: 0)
    #expect(queue.delayedCount == 1)
    #expect(queue.receive(1, visibility: 1000, now: 4999).deliveries.isEmpty)
    #expect(queue.receive(1, visibility: 1000, now: 5000).deliveries.count == 1)
  }

  @Test func setsAsideWhatWasReceivedTooOften() throws {
    let policy = #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:dead","maxReceiveCount":"2"}"#
    var queue = try makeQueue("queue", ["RedrivePolicy": policy])
    _ = queue.add(message("a"), delay: 0, now: 0)
    for now: Int64 in [0, 10] { #expect(queue.receive(1, visibility: 10, now: now).deliveries.count == 1) }
    let last = queue.receive(1, visibility: 10, now: 20)
    #expect(last.deliveries.isEmpty)
    #expect(last.dead.map(\.id) == ["a"])
    #expect(queue.messages.isEmpty)
  }

  @Test func holdsAGroupBackWhileItsMessagesAreInFlight() throws {
    var queue = try makeQueue("queue.fifo")
    for id in ["a1", "a2", "a3"] { _ = queue.add(message(id, group: "a"), delay: 0, now: 0) }
    _ = queue.add(message("b1", group: "b"), delay: 0, now: 0)
    let first = queue.receive(2, visibility: 100, now: 0).deliveries
    #expect(first.map(\.message.id) == ["a1", "a2"])
    #expect(queue.receive(10, visibility: 100, now: 0).deliveries.map(\.message.id) == ["b1"])
    #expect(queue.receive(10, visibility: 100, now: 0).deliveries.isEmpty)
    let number = try #require(ReceiptHandle(first[0].receiptHandle)).message
    _ = queue.remove(number)
    #expect(queue.receive(10, visibility: 100, now: 50).deliveries.isEmpty, "a2 is still in flight")
    let last = queue.receive(10, visibility: 100, now: 100).deliveries.map(\.message.id)
    #expect(last.filter { $0.hasPrefix("a") } == ["a2", "a3"])
    #expect(last.count { $0 == "b1" } == 1, "its timeout has lapsed, too")
  }

  @Test func repeatsNothingWithinFiveMinutes() throws {
    var queue = try makeQueue("queue.fifo")
    let accepted = queue.add(message("a", group: "g"), delay: 0, now: 0)
    #expect(queue.earlier(message("a", group: "g"), now: 299_999)?.id == accepted.id)
    #expect(queue.earlier(message("a", group: "g"), now: 300_000) == nil)
  }

  @Test(arguments: ["", "AQEB", "AQEB1-2", "AQEBx-y-z!", "AQEB1-2-3-4", "1-2-3"])
  func refusesOtherHandles(text: String) {
    #expect(ReceiptHandle(text) == nil)
  }

  @Test func readsItsHandles() {
    let handle = ReceiptHandle(queue: .max >> 1, message: 12_345, receive: 3)
    #expect(ReceiptHandle(handle.text) == handle)
  }
}
