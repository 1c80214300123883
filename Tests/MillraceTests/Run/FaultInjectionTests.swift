import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// Every call of the ledger and of the stores fails once, before or after its effect; then the pipeline is started again.
@Suite struct FaultInjectionTests {
  @Test(arguments: [FaultPlan.Moment.before, .after])
  func everyRecordIsThereOnceWhicheverCallFails(_ moment: FaultPlan.Moment) async throws {
    var number = 1
    var callCount = Int.max
    while number <= callCount {
      let fixture = try await makeFixture()
      let plan = FaultPlan()
      plan.fail(call: number, moment)
      let parts = fixture.parts(failingBy: plan)
      for _ in 1...3 {
        if (try? await fixture.run(parts)) != nil { break }
      }
      try await check(fixture, "call \(number), \(plan.calls.dropFirst(number - 1).first ?? "none"), \(moment)")
      callCount = min(callCount, plan.calls.count)
      number += 1
    }
    #expect(number > 20)
  }

  private func makeFixture() async throws -> PipelineFixture {
    let fixture = try await PipelineFixture()
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#, "bad 1")
    try fixture.write("2026-11-21-b.ndjson", #"{"n":2}"#)
    try fixture.write("2026-11-21-c.ndjson", #"{"n":3}"#)
    try fixture.write("2026-11-22-d.ndjson", #"{"n":4}"#, "bad 2")
    try fixture.write("noname.ndjson", #"{"n":5}"#)
    fixture.converter.behave { $0.refused = ["2026-11-21-c.ndjson": .bad] }
    return fixture
  }

  private func check(_ fixture: PipelineFixture, _ place: String) async throws {
    #expect(try await fixture.rows() == [#"{"n":1}"#, #"{"n":2}"#, #"{"n":4}"#], "\(place)")
    #expect(try await fixture.badRecords() == ["bad 1", "bad 2"], "\(place)")
    let counts = try await fixture.ledger.counts(of: "test")
    #expect(counts[.completed].files == 3 && counts[.quarantined].files == 2 && counts.isIdle, "\(place)")
    #expect(counts[.failed].files == 0, "\(place)")
    let entries = try await fixture.keys(of: fixture.quarantine).filter { $0.hasPrefix("files/") }
    #expect(entries.count == 2, "\(place)")
  }
}
