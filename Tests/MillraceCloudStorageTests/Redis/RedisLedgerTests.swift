import Foundation
import MillraceCloudStorage
import MillraceStorage
import MillraceTesting
import Testing

@Suite(.enabled(if: RedisServer.isAvailable, "needs redis-server")) struct RedisLedgerTests {
  let server: RedisServer
  let conformance: LedgerConformance

  init() async throws {
    let server = try await RedisServer()
    self.server = server
    conformance = LedgerConformance { clock in try await server.ledger(clock: clock) }
  }

  @Test func conformsInIntake() async throws { try await conformance.checkIntake() }
  @Test func conformsInPlanning() async throws { try await conformance.checkPlanning() }
  @Test func conformsInLeases() async throws { try await conformance.checkLeases() }
  @Test func conformsInOutcomes() async throws { try await conformance.checkOutcomes() }
  @Test func conformsInReports() async throws { try await conformance.checkReports() }
  @Test func conformsInSchemas() async throws { try await conformance.checkSchemas() }
  @Test func conformsInConcurrency() async throws { try await conformance.checkConcurrency() }
  @Test func conformsInClaims() async throws {
    let server = server
    try await ClaimStoreConformance { clock in try await server.ledger(clock: clock) }.check()
  }

  @Test func manyConnectionsRaceForTheSameFiles() async throws {
    let clock = ManualClock()
    var ledgers: [RedisLedger] = []
    for _ in 0..<3 { ledgers.append(try await server.ledger("shared", clock: clock)) }
    try await LedgerConformance.race(ledgers, workers: 6, files: 400, clock: clock)
  }
}
