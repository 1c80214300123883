package import MillraceStorage
import Testing

/// What every ``Ledger`` must do. Each check gets a ledger of its own, which is empty.
package struct LedgerConformance: Sendable {
  /// Makes an empty ledger that takes its time from the clock.
  package typealias MakeLedger = @Sendable (any WallClock) async throws -> any Ledger

  private let makeLedger: MakeLedger
  /// How many files are entered where many are needed. Servers that only imitate a service may be too slow for the default.
  let manyFiles: Int

  package init(manyFiles: Int = 12_345, makeLedger: @escaping MakeLedger) {
    self.manyFiles = manyFiles
    self.makeLedger = makeLedger
  }

  /// Runs all checks. What does not hold is recorded as an issue of the test that calls this.
  package func check() async throws {
    try await checkIntake()
    try await checkPlanning()
    try await checkLeases()
    try await checkOutcomes()
    try await checkReports()
    try await checkSchemas()
    try await checkConcurrency()
  }

  func withFixture(_ body: (LedgerFixture) async throws -> Void) async throws {
    let clock = ManualClock()
    try await body(LedgerFixture(ledger: try await makeLedger(clock), clock: clock))
  }
}
