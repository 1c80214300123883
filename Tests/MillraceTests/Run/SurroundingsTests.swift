import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// Full disks, folders that are gone, ledgers that cannot be used: the run ends with a message, and nothing is lost.
@Suite struct SurroundingsTests {
  private func fixture() async throws -> PipelineFixture {
    let fixture = try await PipelineFixture { $0.attempts = 3 }
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#, "oops")
    return fixture
  }

  private func checkThatNothingIsLost(_ fixture: PipelineFixture) async throws {
    #expect(try await fixture.run().isComplete)
    #expect(try await fixture.rows() == [#"{"n":1}"#])
    #expect(try await fixture.badRecords() == ["oops"])
  }

  @Test(.timeLimit(.minutes(5)), arguments: ["stage", "publish", "put"])
  func aDiskThatStaysFullEndsTheRun(_ operation: String) async throws {
    let fixture = try await fixture()
    let plan = FaultPlan()
    for number in 1...3 {
      plan.fail(call: number, of: operation, .before, with: StoreError(.diskFull, "No space is left for the lake."))
    }
    let error = await #expect(throws: PipelineError.self) { try await fixture.run(fixture.parts(failingBy: plan)) }
    #expect(error?.code == .outputUnavailable && error?.message == "No space is left for the lake.")
    #expect(try await fixture.state("2026-11-21-a.ndjson") == .manifested)
    try await checkThatNothingIsLost(fixture)
  }

  @Test(.timeLimit(.minutes(5))) func aDiskThatHasSpaceAgainIsWaitedFor() async throws {
    let fixture = try await fixture()
    let plan = FaultPlan()
    plan.fail(call: 1, of: "stage", .before, with: StoreError(.diskFull, "No space."))
    plan.fail(call: 2, of: "publish", .before, with: StoreError(.diskFull, "No space."))
    #expect(try await fixture.run(fixture.parts(failingBy: plan)).isComplete)
    #expect(fixture.events.messages("retry").count == 2)
    #expect(try await fixture.rows() == [#"{"n":1}"#])
  }

  @Test(.timeLimit(.minutes(5))) func anOutputThatCannotBeWrittenEndsTheRun() async throws {
    let fixture = try await fixture()
    fixture.converter.behave { $0.errors = Array(repeating: OutputError(description: "no space"), count: 3) }
    let error = await #expect(throws: PipelineError.self) { try await fixture.run() }
    #expect(error?.code == .outputUnavailable)
    try await checkThatNothingIsLost(fixture)
  }

  @Test(.timeLimit(.minutes(5))) func anOutputFolderThatVanishesEndsTheRun() async throws {
    let fixture = try await fixture()
    let lake = fixture.configuration.output.path
    rename(lake, lake + "-away")
    let error = await #expect(throws: PipelineError.self) { try await fixture.run() }
    #expect(error?.code == .outputUnavailable && error?.message.contains(lake) == true)
    rename(lake + "-away", lake)
    try await checkThatNothingIsLost(fixture)
  }

  @Test(.timeLimit(.minutes(5))) func aLedgerThatStaysLockedEndsTheRun() async throws {
    let fixture = try await fixture()
    let plan = FaultPlan()
    for number in 1...3 {
      plan.fail(call: number, of: "register", .before, with: LedgerError(.locked, "The ledger is locked."))
    }
    let error = await #expect(throws: PipelineError.self) { try await fixture.run(fixture.parts(failingBy: plan)) }
    #expect(error?.code == .ledgerUnavailable)
    try await checkThatNothingIsLost(fixture)
  }

  @Test(.timeLimit(.minutes(5))) func aLedgerThatIsFreeAgainIsWaitedFor() async throws {
    let fixture = try await fixture()
    let plan = FaultPlan()
    for operation in ["register", "plan", "claimManifest", "complete"] {
      plan.fail(of: operation, .before, with: LedgerError(.locked, "The ledger is locked."))
    }
    #expect(try await fixture.run(fixture.parts(failingBy: plan)).isComplete)
    #expect(try await fixture.rows() == [#"{"n":1}"#])
    #expect(try await fixture.badRecords() == ["oops"])
  }

  @Test func aDamagedLedgerIsAnErrorThatNamesIt() async throws {
    let folder = try TemporaryDirectory()
    try folder.write([], to: "inbox/.keep")
    try folder.write("this is no ledger, though it is long enough to be looked at".utf8, to: "millrace.sqlite")
    let configuration = PipelineConfiguration(
      name: "test", directory: folder.file("inbox"), output: folder.file("lake"), state: folder.path)
    let error = await #expect(throws: PipelineError.self) {
      _ = try await PipelineRunner.open(configuration, events: RecordedEvents())
    }
    #expect(error?.code == .ledgerUnavailable && error?.message.contains("millrace.sqlite") == true)
  }

  /// The output was published, and then the process died and the input was removed: the rows must stay.
  @Test(.timeLimit(.minutes(5))) func aPublishedOutputOutlivesItsInputs() async throws {
    let fixture = try await fixture()
    let plan = FaultPlan()
    plan.fail(of: "complete", .before)
    plan.fail(of: "release", .before)
    plan.fail(of: "fail", .before)
    _ = try? await fixture.run(fixture.parts(failingBy: plan))
    #expect(try await fixture.state("2026-11-21-a.ndjson") == .manifested)
    try FileManager.default.removeItem(atPath: fixture.path("2026-11-21-a.ndjson"))
    try await checkThatNothingIsLost(fixture)
    #expect(fixture.converter.conversions == 1)
  }
}
