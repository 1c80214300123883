import Foundation
import MillraceJSON
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// Pipelines of deliveries as pipeline files have them, on SQLite and folders.
@Suite(.timeLimit(.minutes(5))) struct DeliveryFileTests {
  let folder: TemporaryDirectory
  let storage = EmbeddedStorage()
  let events = RecordedEvents()

  init() async throws { folder = try TemporaryDirectory() }

  private func queue(_ name: String) async throws -> any MessageQueue {
    try await storage.queue(Address(scheme: .sqlite, path: folder.file("queues.sqlite"), fragment: name))
  }

  private func run(_ text: String, processors: [String: any ObjectProcessor] = [:]) async throws -> RunSummary {
    let path = try folder.write(text.utf8, to: "pipeline.yaml")
    let configuration = try PipelineConfiguration.load(path: path, environment: [:])
    let runner = try await PipelineRunner.open(
      configuration, storage: EmbeddedStorage(), processors: processors, events: events)
    let summary = try await runner.run(until: .idle)
    #expect(runner.status.messagesInHand == 0)
    return summary
  }

  private func files(_ name: String) async throws -> [(key: String, bytes: [UInt8])] {
    let store = try await DirectoryStore.open(at: folder.file(name))
    var files: [(String, [UInt8])] = []
    for try await page in store.list(prefix: "") {
      for object in page { files.append((object.key.text, try await store.get(object.key))) }
    }
    return files
  }

  @Test func aQueueIsArchived() async throws {
    let queue = try await queue("in")
    _ = try await queue.send((0..<10).map { OutgoingMessage(body: Array("{\"n\":\($0)}".utf8)) })
    let summary = try await run(
      """
      source: {sqs: {queue: "sqlite:./queues.sqlite#in"}}
      sink: {archive: {to: ./archive}}
      """)
    #expect(summary.ending == .idle && summary.progress.filesCompleted == 10)
    let numbers = try await files("archive").compactMap {
      try JSONValue(parsing: $0.bytes)["parsed_body"]?["n"]?.integer
    }
    #expect(numbers.sorted() == Array(0..<10))
    #expect(try await queue.attributes().visible == 0)
  }

  @Test func objectsAreProcessedByASwiftType() async throws {
    _ = try folder.write("1\n2\n".utf8, to: "buckets/in/a.ndjson")
    let queue = try await queue("events")
    let event = #"{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"in"},"object":{"key":"a.ndjson"}}}"#
    _ = try await queue.send([OutgoingMessage(body: Array("{\"Records\":[\(event)]}".utf8))])
    _ = try await run(
      """
      source: {s3-events: {queue: "sqlite:./queues.sqlite#events", objects: ./buckets}}
      process: {type: counting}
      sink: {results: {to: ./results}}
      """, processors: ["counting": CountingProcessor()])
    let results = try await files("results")
    #expect(results.count == 1)
    #expect(results.first?.key.hasPrefix("in/a.ndjson.") == true && results.first?.key.hasSuffix(".json") == true)
  }

  @Test func aStepThatIsNotThereIsNamed() async throws {
    let error = await #expect(throws: PipelineError.self) {
      _ = try await run(
        """
        source: {directory: ./inbox}
        process: {type: absent}
        sink: {results: {to: ./results}}
        """)
    }
    #expect(error?.message.contains("absent") == true)
  }
}
