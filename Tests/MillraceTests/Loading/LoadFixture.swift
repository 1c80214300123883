import Foundation
import MillraceJSON
import MillracePacking
import MillraceStorage
import MillraceTesting
import Synchronization

@testable import Millrace

/// A folder of files, a queue in memory, and a ledger: what a pipeline that loads files needs.
struct LoadFixture {
  let folder: TemporaryDirectory
  let queue: InMemoryQueue
  let inbox: DirectoryStore
  let quarantine: DirectoryStore
  let ledger: SQLiteLedger
  let events = RecordedEvents()

  init(_ attributes: QueueAttributes = QueueAttributes()) async throws {
    folder = try TemporaryDirectory()
    queue = InMemoryQueue(attributes)
    inbox = try await DirectoryStore.open(at: folder.file("inbox"))
    quarantine = try await DirectoryStore.open(at: folder.file("quarantine"))
    ledger = try await SQLiteLedger.open(at: folder.file("ledger.sqlite"))
  }

  /// Writes a file of numbered records.
  @discardableResult
  func write(_ name: String, records: Int, padding: Int = 0) throws -> String {
    let filling = String(repeating: "x", count: padding)
    let lines = (0..<records).map { #"{"f":"\#(name)","n":\#($0),"p":"\#(filling)"}"# + "\n" }
    return try write(name, lines.joined())
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try folder.write(text.utf8, to: "inbox/\(name)") }

  // MARK: Running

  func options(_ change: (inout LoadOptions) -> Void = { _ in }) -> LoadOptions {
    var options = LoadOptions(pipeline: "test")
    options.readers = 2
    options.sending.batches = 4
    options.shutdownDeadline = .seconds(5)
    change(&options)
    return options
  }

  func parts(_ change: (inout LoadParts) -> Void = { _ in }) throws -> LoadParts {
    var source = PipelineConfiguration.Source.Directory(path: folder.file("inbox"))
    source.settle = .zero
    source.poll = .milliseconds(10)
    source.match = [try GlobPattern("*")]
    var packing = PackingOptions()
    packing.layout = .single
    var parts = LoadParts(
      source: .listing(FolderListing(source, store: inbox, events: events)), queue: queue, ledger: ledger,
      quarantine: QuarantineStore(store: quarantine), packing: packing)
    parts.retry = RetryPolicy(maximumAttempts: 5, firstDelay: 0.01, maximumDelay: 0.02)
    change(&parts)
    return parts
  }

  func pipeline(
    _ change: (inout LoadParts) -> Void = { _ in }, options: (inout LoadOptions) -> Void = { _ in }
  ) throws -> LoadPipeline {
    LoadPipeline(parts: try parts(change), options: self.options(options), events: events)
  }

  @discardableResult
  func run(
    _ change: (inout LoadParts) -> Void = { _ in }, options: (inout LoadOptions) -> Void = { _ in }
  ) async throws -> RunSummary {
    try await pipeline(change, options: options).run(until: .idle)
  }

  /// Runs until `isReached`, then dies: nothing is given back, and nothing is recorded any more.
  func die(
    when isReached: @escaping @Sendable () -> Bool, _ change: (inout LoadParts) -> Void = { _ in },
    options: (inout LoadOptions) -> Void = { _ in }
  ) async throws {
    let pipeline = try pipeline(change, options: options)
    let run = Task { try await pipeline.run(until: .idle) }
    while !isReached() { try await Task.sleep(for: .milliseconds(1)) }
    run.cancel()
    _ = try? await run.value
  }

  /// Lets the claims of a process that has died lapse.
  func lapse() async throws {
    for held in try await ledger.heldItems(of: "test", limit: 1000) {
      try await ledger.forget([held.item], in: "test")
    }
  }

  // MARK: What came of it

  /// All messages that were ever sent, in their order.
  func received(_ queue: InMemoryQueue? = nil) -> [OutgoingMessage] { (queue ?? self.queue).sent }

  /// The ids of messages.
  static func ids(_ messages: [OutgoingMessage]) -> [String] {
    messages.compactMap { message in
      if case .text(let id) = message.attributes["millrace-id"]?.value { id } else { nil }
    }
  }

  /// `file/number` of every record in messages that hold one each.
  static func records(_ messages: [OutgoingMessage]) throws -> [String] {
    try messages.map { message in
      let value = try JSONValue(parsing: message.body)
      return "\(value["f"]?.text ?? "?")/\(value["n"]?.integer ?? -1)"
    }
  }

  static func records(of name: String, count: Int) -> [String] { (0..<count).map { "\(name)/\($0)" } }

  func quarantined(_ prefix: String) async throws -> [(key: String, text: String)] {
    var texts: [(String, String)] = []
    for try await page in quarantine.list(prefix: prefix) {
      for object in page {
        texts.append((object.key.text, String(decoding: try await quarantine.get(object.key), as: UTF8.self)))
      }
    }
    return texts
  }
}
