import Foundation
import MillraceStorage
import MillraceTesting

@testable import Millrace

/// A pipeline in a directory of its own, with a real ledger and real folders.
struct PipelineFixture {
  let folder: TemporaryDirectory
  var configuration: PipelineConfiguration
  let ledger: SQLiteLedger
  let output: DirectoryStore
  let manifests: DirectoryStore
  let quarantine: DirectoryStore
  let converter = LineConverter()
  let events = RecordedEvents()
  var clock: any WallClock = SystemWallClock()

  init(_ change: (inout PipelineConfiguration) -> Void = { _ in }) async throws {
    folder = try TemporaryDirectory()
    var configuration = PipelineConfiguration(
      name: "test", directory: folder.file("inbox"), output: folder.file("lake"), state: folder.path)
    configuration.directory?.match = PipelineConfiguration.Format.ndjson.defaultMatch
    configuration.directory?.settle = .zero
    configuration.directory?.poll = .milliseconds(10)
    configuration.parquet?.batch.age = .zero
    change(&configuration)
    self.configuration = configuration
    try FileManager.default.createDirectory(atPath: folder.file("inbox"), withIntermediateDirectories: true)
    ledger = try await SQLiteLedger.open(at: configuration.ledger.path)
    output = try await DirectoryStore.open(at: configuration.output.path)
    manifests = try await DirectoryStore.open(at: configuration.manifests.path)
    quarantine = try await DirectoryStore.open(at: configuration.quarantine.path)
  }

  var parts: PipelineParts {
    PipelineParts(
      ledger: ledger, output: output, manifests: manifests, quarantine: QuarantineStore(store: quarantine),
      converter: converter, clock: clock,
      retry: RetryPolicy(maximumAttempts: configuration.attempts, firstDelay: 0.01, maximumDelay: 0.05),
      leaseDuration: 1)
  }

  /// Parts whose calls of the ledger and of all stores fail as `plan` says.
  func parts(failingBy plan: FaultPlan) -> PipelineParts {
    var parts = parts
    parts.ledger = FaultyLedger(ledger, plan: plan)
    parts.output = FaultyObjectStore(output, plan: plan)
    parts.manifests = FaultyObjectStore(manifests, plan: plan)
    parts.quarantine = QuarantineStore(store: FaultyObjectStore(quarantine, plan: plan))
    return parts
  }

  func runner(_ parts: PipelineParts? = nil) throws -> ManifestPipeline {
    try ManifestPipeline(configuration: configuration, parts: parts ?? self.parts, events: events)
  }

  @discardableResult
  func run(_ parts: PipelineParts? = nil) async throws -> RunSummary {
    try await runner(parts).run(until: .idle)
  }

  /// Writes an input file and gives its path.
  @discardableResult
  func write(_ name: String, _ lines: String...) throws -> String {
    try folder.write((lines.joined(separator: "\n") + "\n").utf8, to: "inbox/\(name)")
  }

  func path(_ name: String) -> String { folder.file("inbox/\(name)") }

  // MARK: What came of it

  /// The rows of all outputs, sorted.
  func rows() async throws -> [String] {
    var rows: [String] = []
    for try await page in output.list(prefix: "") {
      for object in page {
        rows += String(decoding: try await output.get(object.key), as: UTF8.self).split(separator: "\n").map(
          String.init)
      }
    }
    return rows.sorted()
  }

  func keys(of store: DirectoryStore) async throws -> [String] {
    var keys: [String] = []
    for try await page in store.list(prefix: "") { keys += page.map(\.key.text) }
    return keys
  }

  /// The bad records of all quarantine entries, as text, sorted.
  func badRecords() async throws -> [String] {
    let store = QuarantineStore(store: quarantine)
    var records: [String] = []
    try await store.forEach(kind: .badRecords) { item in
      records += try await store.badRecords(in: item.key).map { String(decoding: $0.bytes, as: UTF8.self) }
    }
    return records.sorted()
  }

  /// The state and the reason of the newest version of an input.
  func state(_ name: String) async throws -> FileState? {
    try await ledger.versions(of: path(name), in: nil).last?.state
  }

  func reason(_ name: String) async throws -> String? {
    try await ledger.versions(of: path(name), in: nil).last?.reason
  }
}
