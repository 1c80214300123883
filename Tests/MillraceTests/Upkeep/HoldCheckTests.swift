import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite struct HoldCheckTests {
  let folder: TemporaryDirectory
  let clock = ManualClock()
  let ledger: SQLiteLedger

  init() async throws {
    folder = try TemporaryDirectory()
    ledger = try await SQLiteLedger.open(at: folder.file("ledger.sqlite"), clock: clock)
  }

  private var check: HoldCheck { HoldCheck(ledger: ledger, pipeline: "p", clock: clock) }

  private func claim(_ item: String, by owner: String, for duration: TimeInterval) async throws -> Claim? {
    if case .claimed(let claim) = try await ledger.claim([item], in: "p", owner: owner, for: duration)[0] {
      return claim
    }
    return nil
  }

  @Test func whatHasLapsedOrIsHeldForTooLongIsStuck() async throws {
    #expect(try await check.holds() == [])
    _ = try await claim("dead", by: "a", for: 60)
    _ = try await claim("slow", by: "b", for: 10_000)
    clock.advance(by: 100)
    let alive = try #require(try await claim("alive", by: "c", for: 60))
    let holds = try await check.holds()
    #expect(holds.map(\.name) == ["dead", "slow", "alive"] && holds.map(\.state) == [.lapsed, .held, .held])
    #expect(holds.map(\.owner) == ["a", "b", "c"] && holds[0].since == clock.now - 100)
    let strict = try await check.holds(olderThan: .seconds(99))
    #expect(strict.map(\.state) == [.lapsed, .overdue, .held] && strict.map(\.isStuck) == [true, true, false])
    try await check.free(strict.filter(\.isStuck))
    #expect(try await check.holds().map(\.name) == ["alive"])
    #expect(try await ledger.finish([alive], output: "") == [])
    #expect(try await claim("dead", by: "d", for: 60) != nil)
  }

  @Test func whatWasTakenOrDoneSinceIsLeftAlone() async throws {
    let first = try #require(try await claim("x", by: "a", for: 60))
    _ = try await claim("y", by: "a", for: 60)
    clock.advance(by: 100)
    let holds = try await check.holds()
    #expect(try await ledger.finish([first], output: "out") == [])
    let second = try #require(try await claim("y", by: "b", for: 60))
    try await check.free(holds)
    #expect(try await ledger.states(of: ["x"], in: "p").first?.isDone == true)
    #expect(try await ledger.renew([second], for: 60) == [])
  }

  @Test func manifestsAreHeldToo() async throws {
    let file = FileVersion(address: "/in/a", version: "1", size: 7)
    _ = try await ledger.register([NewFile(file: file, partition: "d")], in: "p")
    let manifest = try #require(
      try await ledger.plan(PlanRequest(pipeline: "p", partition: "d", schemaVersion: 1, trigger: .flush)))
    _ = try #require(try await ledger.claimManifest(of: "p", owner: "a", for: 60))
    #expect(try await check.holds().map(\.state) == [.held])
    clock.advance(by: 100)
    let holds = try await check.holds()
    #expect(holds.map(\.name) == [manifest.id] && holds[0].isManifest && holds[0].state == .lapsed)
    try await check.free(holds)
    #expect(try await check.holds() == [])
    #expect(try await ledger.claimManifest(of: "p", owner: "b", for: 60) != nil)
  }
}
