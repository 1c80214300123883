import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite struct PlannerTests {
  private let folder: TemporaryDirectory
  private let clock = ManualClock()
  private let ledger: SQLiteLedger
  private let planner: Planner

  init() async throws {
    folder = try TemporaryDirectory()
    ledger = try await SQLiteLedger.open(at: folder.file("ledger.sqlite"), clock: clock)
    var configuration = PipelineConfiguration(name: "test", directory: "/in", output: "/out", state: folder.path)
    configuration.parquet?.batch.size = 100
    configuration.parquet?.batch.age = .seconds(300)
    let thread = ConversionThread(converter: LineConverter(), sourceFolder: "/in")
    let book = SchemaBook(pipeline: "test", columns: .strings, registry: ledger)
    planner = Planner(
      pipeline: "test", batch: configuration.manifestSink.batch, ledger: ledger,
      schemas: SchemaChooser(
        pipeline: "test", book: book, ledger: ledger, thread: thread, access: InputAccess(buckets: nil)), clock: clock)
  }

  private func add(_ partition: String, _ sizes: Int64...) async throws {
    let files = sizes.map { size in
      NewFile(file: FileVersion(address: "/in/\(UUID())", version: "1", size: size), partition: partition)
    }
    _ = try await ledger.register(files, in: "test")
  }

  @Test func nothingWaitsThenNothingIsPlanned() async throws {
    let outcome = try await planner.plan(flush: true)
    #expect(outcome.planned.isEmpty && outcome.nextAge == nil)
    #expect(try await ledger.schema(of: "test") == nil)
  }

  @Test func enoughBytesCloseAManifest() async throws {
    try await add("2026-11-21", 40, 40, 40, 40)
    let outcome = try await planner.plan(flush: false)
    #expect(outcome.planned.map(\.inputBytes) == [120])
    #expect(outcome.planned.map(\.trigger) == [.size])
    #expect(outcome.nextAge == clock.now.addingTimeInterval(300))
  }

  @Test func ageClosesAManifestWithoutNewData() async throws {
    try await add("2026-11-21", 40)
    clock.advance(by: 299)
    #expect(try await planner.plan(flush: false).planned.isEmpty)
    clock.advance(by: 1)
    let outcome = try await planner.plan(flush: false)
    #expect(outcome.planned.map(\.trigger) == [.age] && outcome.planned.map(\.inputs.count) == [1])
    #expect(outcome.nextAge == nil)
  }

  @Test func aFlushTakesEverything() async throws {
    try await add("2026-11-21", 60, 60, 10)
    try await add("2026-11-22", 5)
    let outcome = try await planner.plan(flush: true)
    #expect(outcome.planned.map(\.trigger) == [.size, .flush, .flush])
    #expect(outcome.planned.map(\.partition) == ["2026-11-21", "2026-11-21", "2026-11-22"])
    #expect(try await ledger.counts(of: "test")[.pending].files == 0)
  }

  @Test func theOldestPartitionComesFirst() async throws {
    try await add("2026-11-22", 200)
    try await add("2025-01-01", 200)
    try await add("2026-11-21", 200)
    let outcome = try await planner.plan(flush: false)
    #expect(outcome.planned.map(\.partition) == ["2025-01-01", "2026-11-21", "2026-11-22"])
  }

  @Test func onlySoMuchIsPlannedAhead() async throws {
    for day in 1...9 { try await add("2026-11-0\(day)", 100, 100) }
    let first = try await planner.plan(flush: true)
    #expect(first.planned.count == 8 && first.isHeldBack)
    #expect(try await planner.plan(flush: true).planned.isEmpty)
    for _ in 1...2 { _ = try await ledger.claimManifest(of: "test", owner: "me", for: 60) }
    #expect(try await planner.plan(flush: true).planned.count == 2)
  }
}
