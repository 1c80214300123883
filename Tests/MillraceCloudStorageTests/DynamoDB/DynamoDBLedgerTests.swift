import Foundation
import MillraceCloudStorage
import MillraceStorage
import MillraceTesting
import Testing

@Suite(.enabled(if: MotoServer.isAvailable, "needs moto for python3"))
struct DynamoDBLedgerTests {
  let server: MotoServer
  let conformance: LedgerConformance

  init() async throws {
    let server = try await MotoServer.shared
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
}
