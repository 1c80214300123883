import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// Loading as pipeline files describe it, on folders and SQLite.
@Suite(.timeLimit(.minutes(5))) struct LoadFileTests {
  let folder: TemporaryDirectory
  let events = RecordedEvents()

  init() async throws {
    folder = try TemporaryDirectory()
    try FileManager.default.createDirectory(atPath: folder.file("inbox"), withIntermediateDirectories: true)
  }

  private func configuration(_ text: String) throws -> PipelineConfiguration {
    try .load(path: try folder.write(text.utf8, to: "pipeline.yaml"), environment: [:])
  }

  private func run(_ text: String) async throws -> RunSummary {
    let runner = try await PipelineRunner.open(
      try configuration(text), storage: EmbeddedStorage(), events: events)
    return try await runner.run(until: .idle)
  }

  private func bodies(_ name: String) async throws -> [String] {
    let storage = EmbeddedStorage()
    let queue = try await storage.queue(
      Address(scheme: .sqlite, path: folder.file("queues.sqlite"), fragment: name))
    var bodies: [String] = []
    while true {
      let messages = try await queue.receive(maximum: 10, wait: .zero, visibility: .seconds(600))
      if messages.isEmpty { return bodies }
      bodies += messages.map { String(decoding: $0.body, as: UTF8.self) }
    }
  }

  @Test func recordsAreChosenRearrangedAndPacked() async throws {
    let junk = "// exported\n# by night\n"
    try folder.write(
      (junk + #"{"id":1,"lang":"en","text":"a"}"# + "\n" + #"{"id":2,"lang":"de","text":"b"}"# + "\n").utf8,
      to: "inbox/a.json")
    try folder.write(#"[{"id":3,"lang":"en","text":"c"},{"id":4,"lang":"en","text":"d"}]"#.utf8, to: "inbox/b.json")
    let summary = try await run(
      """
      source: {directory: ./inbox, settle: 0s, poll: 10ms}
      transforms: [{where: "lang == 'en'"}, {select: "{id: id, text: text}"}]
      sink: {queue: {to: "sqlite:./queues.sqlite#records"}}
      """)
    #expect(summary.progress.filesCompleted == 2 && summary.progress.rows == 3)
    let wanted = [
      #"{"id":1,"text":"a"}"#, #"{"id":3,"text":"c"}"# + "\n" + #"{"id":4,"text":"d"}"#,
    ]
    #expect(try await bodies("records").sorted() == wanted)
  }

  @Test func aQueueTellsOfFiles() async throws {
    try folder.write("{\"n\":1}\n".utf8, to: "buckets/uploads/a.json")
    let events = Address(scheme: .sqlite, path: folder.file("queues.sqlite"), fragment: "events")
    let queue = try await EmbeddedStorage().queue(events)
    let record =
      #"{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"uploads"},"object":{"key":"a.json"}}}"#
    _ = try await queue.send([OutgoingMessage(body: Array("{\"Records\":[\(record)]}".utf8))])
    let text = """
      source: {s3-events: {queue: "sqlite:./queues.sqlite#events", objects: ./buckets, dead-letter: "sqlite:./queues.sqlite#dead"}}
      sink: {queue: {to: "sqlite:./queues.sqlite#records"}}
      """
    let summary = try await run(text)
    #expect(summary.progress.filesCompleted == 1)
    let storage = EmbeddedStorage()
    let configuration = try configuration(text)
    let standing = try await FileStanding.find(
      "s3://uploads/a.json", of: configuration, ledger: try await storage.ledger(configuration.ledger), storage: storage
    )
    #expect(standing?.state.isDone == true)
    #expect(try await bodies("records") == [#"{"n":1}"#])
    let attributes = try await queue.attributes()
    #expect(attributes.visible == 0 && attributes.inFlight == 0 && attributes.redrive?.deadLetterQueue == "dead")
  }

  @Test func aBucketIsListed() async throws {
    try folder.write("{}\n".utf8, to: "buckets/inbox/x/a.json")
    try folder.write("{}\n".utf8, to: "buckets/inbox/y/b.json")
    let summary = try await run(
      """
      source: {s3-list: {from: "s3://inbox/x", objects: ./buckets, poll: 10ms}}
      sink: {queue: {to: "sqlite:./queues.sqlite#records.fifo", layout: single}}
      """)
    #expect(summary.progress.filesCompleted == 1)
    #expect(try await bodies("records.fifo") == ["{}"])
  }

  @Test func whatBecameOfAFileCanBeAsked() async throws {
    try folder.write("{}\n".utf8, to: "inbox/a.json")
    let text = """
      source: {directory: ./inbox, settle: 0s, poll: 10ms}
      sink: {queue: {to: "sqlite:./queues.sqlite#records"}}
      """
    _ = try await run(text)
    try folder.write("{}\n".utf8, to: "inbox/b.json")
    let configuration = try configuration(text)
    let storage = EmbeddedStorage()
    let ledger = try await storage.ledger(configuration.ledger)
    func standing(_ key: String) async throws -> FileStanding? {
      try await FileStanding.find(key, of: configuration, ledger: ledger, storage: storage)
    }
    #expect(try await standing("a.json")?.state.isDone == true)
    #expect(try await standing("b.json")?.state == .unknown)
    #expect(try await standing("c.json") == nil)
  }

  @Test func aMessageSizeThatTheQueueDoesNotTakeIsRefused() async throws {
    var settings = QueueSettings()
    settings.maximumMessageBytes = 2048
    _ = try await SQLiteQueue.open(at: folder.file("queues.sqlite"), name: "small", settings: settings)
    await #expect(throws: PipelineError.self) {
      try await run(
        """
        source: {directory: ./inbox}
        sink: {queue: {to: "sqlite:./queues.sqlite#small", message-size: 4KiB}}
        """)
    }
  }
}
