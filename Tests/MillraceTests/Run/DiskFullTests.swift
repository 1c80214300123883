import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// A disk that is really full, below the real converter.
@Suite(.enabled(if: TinyDisk.isAvailable, "mounting a small tmpfs needs the rights of root"))
struct DiskFullTests {
  private let disk: TinyDisk

  init() throws {
    disk = try TinyDisk(kilobytes: 256)
  }

  /// Two files of 300 kB that do not compress.
  private func write(_ fixture: PipelineFixture) throws {
    for file in ["a", "b"] {
      let lines = (0..<3000).map { _ in "{\"id\":\"\(UUID())\",\"other\":\"\(UUID())\"}" }
      try fixture.folder.write((lines.joined(separator: "\n") + "\noops\n").utf8, to: "inbox/2026-11-21-\(file).ndjson")
    }
  }

  private func run(_ fixture: PipelineFixture) async throws -> RunSummary {
    var parts = fixture.parts
    parts.converter = ParquetConverter(fixture.configuration, events: RecordedEvents())
    return try await fixture.run(parts)
  }

  private func check(_ fixture: PipelineFixture) async throws {
    try write(fixture)
    let error = await #expect(throws: PipelineError.self) { try await run(fixture) }
    #expect([.outputUnavailable, .ledgerUnavailable].contains(error?.code))
    #expect(error?.message.lowercased().contains("space") == true, "\(error?.message ?? "")")
    #expect(try await fixture.keys(of: fixture.output).isEmpty)
    try disk.resize(kilobytes: 16_384)
    let summary = try await run(fixture)
    #expect(summary.isComplete)
    #expect(try await fixture.ledger.totals(of: "test")?.rows == 6000)
    #expect(try await fixture.badRecords() == ["oops", "oops"])
  }

  @Test(.timeLimit(.minutes(5))) func anOutputDiskThatIsFullLosesNothing() async throws {
    let disk = disk
    try await check(
      try await PipelineFixture {
        $0.attempts = 2
        $0.parquet?.to.path = disk.path + "/lake"
      })
  }

  @Test(.timeLimit(.minutes(5))) func aStateDiskThatIsFullLosesNothing() async throws {
    let disk = disk
    let fixture = try await PipelineFixture {
      $0.attempts = 2
      $0.ledger.path = disk.path + "/millrace.sqlite"
    }
    try fill()
    try await check(fixture)
  }

  /// Takes what space is left.
  private func fill() throws {
    let path = disk.path + "/filler"
    try Data().write(to: URL(fileURLWithPath: path))
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    while (try? handle.write(contentsOf: Data(repeating: 0, count: 4096))) != nil {}
    try handle.close()
  }
}
