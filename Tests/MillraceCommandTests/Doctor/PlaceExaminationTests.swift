import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import MillraceCommand

@Suite struct PlaceExaminationTests {
  private func verdicts(_ examination: any Examination) async -> [String: Verdict] {
    Dictionary(await examination.findings().map { ($0.check, $0.verdict) }) { $1 }
  }

  private func examine(_ attributes: QueueAttributes, others: [String: InMemoryQueue] = [:]) async -> [String: Verdict]
  {
    let queues = others.merging(["orders": InMemoryQueue(attributes)]) { $1 }
    return await verdicts(
      QueueExamination(
        address: Address(scheme: .sqs, path: "orders"), storage: StubStorage(queues: queues), isReceived: true))
  }

  @Test func aQueueWithoutRedrivePolicyOrTimeIsWarnedOf() async {
    let found = await examine(QueueAttributes(visibilityTimeout: .seconds(5), maximumMessageBytes: 1024))
    #expect(found["queue.reachable"] == .ok)
    #expect(found["queue.rights"] == .ok)
    #expect(found["queue.redrive"] == .warning)
    #expect(found["queue.visibility"] == .warning)
    #expect(found["queue.message-size"] == .warning)
  }

  @Test func theDeadLetterQueueIsLookedAt() async throws {
    let policy = RedrivePolicy(deadLetterQueue: "dead", maximumReceiveCount: 5)
    #expect(await examine(QueueAttributes(redrive: policy))["queue.redrive"] == .error)
    let dead = InMemoryQueue()
    #expect(await examine(QueueAttributes(redrive: policy), others: ["dead": dead])["queue.redrive"] == .ok)
    _ = try await dead.send([OutgoingMessage(body: Array("x".utf8))])
    #expect(await examine(QueueAttributes(redrive: policy), others: ["dead": dead])["queue.redrive"] == .warning)
    let few = RedrivePolicy(deadLetterQueue: "dead", maximumReceiveCount: 1)
    #expect(
      await examine(QueueAttributes(redrive: few), others: ["dead": InMemoryQueue()])["queue.redrive"] == .warning)
  }

  @Test func aMessageThatIsLookedAtIsGivenBack() async throws {
    let queue = InMemoryQueue()
    _ = try await queue.send([OutgoingMessage(body: Array("x".utf8))])
    let found = await verdicts(
      QueueExamination(
        address: Address(scheme: .sqs, path: "q"), storage: StubStorage(queues: ["q": queue]), isReceived: true))
    #expect(found["queue.rights"] == .ok)
    #expect(queue.visibleCount == 1)
  }

  @Test func whatIsNotThereIsAnErrorWithTheWayOut() async throws {
    let queue = QueueExamination(
      address: Address(scheme: .sqs, path: "https://sqs.eu-central-1.amazonaws.com/1/gone"), storage: StubStorage(),
      isReceived: true)
    let found = try #require(await queue.findings().first)
    #expect(found.verdict == .error)
    #expect(found.remedy == "aws sqs create-queue --queue-name gone")
    let store = StoreExamination(
      address: Address(scheme: .s3, path: "gone/prefix"), storage: StubStorage(), role: "output", isWritten: true,
      tryWriting: true)
    #expect(await store.findings().map(\.remedy) == ["aws s3 mb s3://gone"])
    let ledger = LedgerExamination(address: Address(scheme: .redis, path: "h"), pipeline: "p", storage: StubStorage())
    #expect(await ledger.findings().map(\.verdict) == [.error])
  }

  @Test func aFolderHasRightsAndSpace() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("made/later")
    let written = await verdicts(FolderExamination(path: path, role: "output", isWritten: true))
    #expect(written["folder.reachable"] == .ok)
    #expect(written["folder.rights"] == .ok)
    #expect(written["folder.space"] != nil)
    #expect(
      await verdicts(FolderExamination(path: path, role: "source", isWritten: false))["folder.reachable"] == .error)
    try directory.write("".utf8, to: "file")
    let file = FolderExamination(path: directory.file("file"), role: "output", isWritten: true)
    #expect(await verdicts(file)["folder.reachable"] == .error)
  }

  @Test(arguments: [(0, Verdict.ok), (-59, .ok), (61, .warning), (-901, .error)])
  func theClockIsJudged(seconds: Int, verdict: Verdict) async {
    #expect(await ClockExamination { .seconds(seconds) }.findings().map(\.verdict) == [verdict])
  }

  @Test func theWorstDecides() {
    let facts = DoctorFacts(
      pipeline: "p", file: "f",
      findings: [
        Finding("a", "x", .ok, "fine"), Finding("b", "x", .error, "bad", remedy: "mend it"),
        Finding("c", "y", .skipped, ""),
      ])
    #expect(facts.worst == .error)
    #expect(facts.text.contains("→ mend it"))
    #expect(facts.text.hasSuffix("p: 1 error, 1 skipped, 1 ok"))
    #expect(Verdict.allCases == Verdict.allCases.sorted())
  }
}
