import Foundation
import MillraceJSON
import MillraceParquet
import MillraceStorage
import MillraceTesting

@testable import Millrace

/// `csv-to-topic` on folders and SQLite: uploads, a queue of events, a topic, and a second pipeline behind it.
struct TopicFixture {
  let folder: TemporaryDirectory
  let uploads: DirectoryStore
  let events = RecordedEvents()

  init() async throws {
    folder = try TemporaryDirectory()
    uploads = try await DirectoryStore.open(at: folder.file("buckets/uploads"))
  }

  // MARK: Pipelines

  /// The first pipeline.
  ///
  /// - Parameters:
  ///   - sink: what `sink.converted` holds besides `to`.
  ///   - more: further lines of the file.
  func first(_ sink: String = "as: parquet", _ more: String = "") throws -> PipelineConfiguration {
    try parse(
      "first",
      """
      source:
        s3-events:
          queue: sqlite:./queues.sqlite#uploads
          dead-letter: sqlite:./queues.sqlite#uploads-dead
          objects: ./buckets
          match: "*"
      sink: {converted: {to: ./processed, \(sink)}}
      notify: {topic: "sqlite:./queues.sqlite#processed", queues: ["sqlite:./queues.sqlite#work"]}
      attempts: 2
      \(more)
      """)
  }

  /// The second pipeline.
  func second(_ more: String = "process: {type: keep}\nsink: {results: {to: ./results}}") throws
    -> PipelineConfiguration
  {
    try parse("second", "source: {sqs: {queue: \"sqlite:./queues.sqlite#work\"}}\n\(more)")
  }

  func parse(_ name: String, _ text: String) throws -> PipelineConfiguration {
    try PipelineConfiguration.parse(
      "pipeline: \(name)\n\(text)\n", file: folder.file("\(name).yaml"), currentFolder: folder.path, environment: [:])
  }

  @discardableResult
  func run(_ configuration: PipelineConfiguration, _ processor: any ObjectProcessor = Keeper()) async throws
    -> RunSummary
  {
    try await PipelineRunner.open(configuration, processors: ["keep": processor], events: events).run(until: .idle)
  }

  // MARK: Uploads

  /// Puts an object; its event says what S3's would.
  @discardableResult
  func upload(_ key: String, _ text: String) async throws -> ObjectInfo {
    try await put(key, text)
    guard let info = try await uploads.head(try ObjectKey(key)) else { throw InjectedFault() }
    try await announce(info)
    return info
  }

  func put(_ key: String, _ text: String) async throws {
    _ = try await uploads.put(Array(text.utf8), as: try ObjectKey(key), condition: .overwrite)
  }

  func announce(_ info: ObjectInfo) async throws {
    let record = S3EventSamples.record(info.key.text, bucket: "uploads", size: info.size, etag: info.etag)
    _ = try await queue("uploads").send([OutgoingMessage(body: S3EventSamples.notification(record).bytes)])
  }

  // MARK: What came of it

  func queue(_ name: String) async throws -> SQLiteQueue {
    try await SQLiteQueue.open(at: folder.file("queues.sqlite"), name: name)
  }

  func waiting(_ name: String) async throws -> Int { try await queue(name).attributes().visible }

  /// The messages that wait in a queue; they are not deleted.
  func messages(_ name: String) async throws -> [DeliveredMessage] {
    var messages: [DeliveredMessage] = []
    let queue = try await queue(name)
    while true {
      let received = try await queue.receive(maximum: 10, wait: .zero, visibility: .seconds(600))
      if received.isEmpty { return messages }
      messages += received.map { DeliveredMessage($0) }
    }
  }

  func notices(_ name: String = "work") async throws -> [JSONValue] {
    try await messages(name).map { try JSONValue(parsing: $0.body) }
  }

  func files(_ name: String) -> [String] {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.file(name))) ?? []
    return paths.filter { !$0.hasPrefix(".") && !isFolder("\(name)/\($0)") }.sorted()
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: folder.file(path), isDirectory: &isFolder) && isFolder.boolValue
  }

  func text(_ path: String) throws -> String { try String(contentsOfFile: folder.file(path), encoding: .utf8) }

  /// The rows of a Parquet file, as JSON.
  func rows(_ path: String) throws -> [JSONValue] {
    var reader = try ParquetRowReader(try ParquetFile(path: folder.file(path)))
    var rows: [JSONValue] = []
    var json: [UInt8] = []
    while try reader.appendNext(to: &json) {
      rows.append(try JSONValue(parsing: json))
      json = []
    }
    return rows
  }
}

/// A step that gives back what it is given.
struct Keeper: ObjectProcessor {
  func process(_ object: ObjectMetadata, content: ObjectContent) async throws -> ProcessedObject {
    var bytes: [UInt8] = []
    for try await piece in content { bytes += piece }
    return ProcessedObject(json: bytes)
  }
}
