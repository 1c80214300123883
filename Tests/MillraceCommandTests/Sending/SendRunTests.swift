import MillraceStorage
import MillraceTesting
import Testing

@testable import MillraceCommand

@Suite struct SendRunTests {
  private func send(
    _ contents: [String], unit: MessageUnit = .line, limit: Int = 1000
  ) async throws -> (SendTally, InMemoryQueue) {
    let directory = try TemporaryDirectory()
    var files: [String] = []
    for (number, text) in contents.enumerated() {
      try directory.write(text.utf8, to: "\(number)")
      files.append(directory.file("\(number)"))
    }
    let queue = InMemoryQueue()
    let run = SendRun(
      queue: queue, limits: QueueAttributes(maximumMessageBytes: limit), attributes: [:], group: nil, delay: nil,
      parallel: 4)
    let reader = MessageReader(files, unit: unit, bodyLimit: QueueLimits.batchBytes)
    return (try await run.run(reader) { _ in }, queue)
  }

  @Test func eachLineIsAMessageInBatchesOfTen() async throws {
    let lines = (0..<25).map { "{\"n\":\($0)}" }
    let (tally, queue) = try await send([lines.joined(separator: "\r\n") + "\n\n"])
    #expect(tally.sent == 25)
    #expect(Set(queue.bodies) == Set(lines))
    #expect(queue.batchSizes(of: "send").allSatisfy { $0 <= QueueLimits.batchCount })
  }

  @Test func eachFileIsAMessage() async throws {
    let (tally, queue) = try await send(["a\nb\n", "c"], unit: .file)
    #expect(tally.sent == 2)
    #expect(Set(queue.bodies) == ["a\nb\n", "c"])
  }

  @Test func whatTheQueueWouldNotTakeIsNamedAndTheRestIsSent() async throws {
    let (tally, queue) = try await send(["good\n" + String(repeating: "x", count: 1001) + "\nbe\u{1}ll\nlast"])
    #expect(tally.sent == 2)
    #expect(Set(queue.bodies) == ["good", "last"])
    #expect(tally.refusals.map { $0.origin.suffix(2) } == [":2", ":3"])
  }

  @Test func aLineLongerThanABlockIsWhole() async throws {
    let line = String(repeating: "0123456789", count: 20_000)
    let (tally, queue) = try await send(["first\n\(line)\nlast"], limit: 1_000_000)
    #expect(tally.sent == 3)
    #expect(queue.bodies.contains(line))
  }

  @Test func batchesStayBelowAMebibyte() {
    let drafts = (0..<7).map {
      MessageDraft(message: OutgoingMessage(body: Array(repeating: 65, count: 300_000)), origin: "\($0)")
    }
    #expect(DraftBatch.batches(of: drafts).map(\.drafts.count) == [3, 3, 1])
    #expect(DraftBatch.batches(of: [MessageDraft]()).isEmpty)
  }

  @Test(arguments: [
    ("name=value", "String"), ("count:Number=12", "Number"), ("a:String.json={}", "String.json"), ("x=a=b", "String"),
  ])
  func attributesAreRead(text: String, type: String) {
    #expect(AttributeArgument(argument: text)?.attribute.type == type)
  }

  @Test(arguments: ["", "name", "=value", "name=", "name:Binary=x"]) func wrongAttributesAreRefused(text: String) {
    #expect(AttributeArgument(argument: text) == nil)
  }
}
