import Foundation
import MillraceJSON
import MillraceParquet
import MillraceStorage
import MillraceTesting

@testable import Millrace

/// A pipeline whose buckets are folders and whose queues are in SQLite: all of it on real seams.
struct ObjectFixture {
  let folder: TemporaryDirectory
  var configuration: PipelineConfiguration
  let inbox: DirectoryStore
  let queue: any MessageQueue
  let events = RecordedEvents()

  init(source: PipelineConfiguration.Source? = nil, _ change: (inout PipelineConfiguration) -> Void = { _ in })
    async throws
  {
    folder = try TemporaryDirectory()
    let address = Address(scheme: .sqlite, path: folder.file("queues.sqlite"), fragment: "events")
    var settings = PipelineConfiguration.Source.S3Events(queue: address)
    settings.objects = Address(scheme: .file, path: folder.file("buckets"))
    configuration = PipelineConfiguration(
      name: "test", source: source ?? .s3Events(settings),
      sink: .parquet(.init(to: Address(scheme: .file, path: folder.file("lake")))), state: folder.path)
    if case .s3List(var list) = configuration.source {
      list.objects = settings.objects
      configuration.source = .s3List(list)
    }
    configuration.parquet?.batch.age = .zero
    configuration.completeMatch()
    change(&configuration)
    inbox = try await DirectoryStore.open(at: folder.file("buckets/inbox"))
    queue = try await EmbeddedStorage().queue(address)
  }

  /// Puts an object of one row for each number, and gives its ETag.
  @discardableResult
  func put(_ key: String, _ numbers: Int...) async throws -> String {
    let text = numbers.map { "{\"n\":\($0)}\n" }.joined()
    _ = try await inbox.put(Array(text.utf8), as: try ObjectKey(key), condition: .overwrite)
    return try await inbox.head(try ObjectKey(key))?.etag ?? ""
  }

  func send(_ messages: JSONValue...) async throws {
    for message in messages { _ = try await queue.send([OutgoingMessage(body: message.bytes)]) }
  }

  func runner(_ role: PipelineRole = .all) async throws -> PipelineRunner {
    try await PipelineRunner.open(configuration, storage: EmbeddedStorage(), role: role, events: events)
  }

  @discardableResult
  func run(_ role: PipelineRole = .all) async throws -> RunSummary {
    try await runner(role).run(until: .idle)
  }

  func ledger() async throws -> any Ledger {
    try await EmbeddedStorage().ledger(configuration.ledger)
  }

  /// The numbers in all outputs, sorted.
  func numbers() throws -> [Int] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.file("lake"))) ?? []
    var numbers: [Int] = []
    for name in names where name.hasSuffix(".parquet") {
      var reader = try ParquetRowReader(try ParquetFile(path: folder.file("lake/\(name)")))
      var json: [UInt8] = []
      while try reader.appendNext(to: &json) {
        numbers.append(try JSONValue(parsing: json)["n"]?.text.flatMap { Int($0) } ?? -1)
        json = []
      }
    }
    return numbers.sorted()
  }
}
