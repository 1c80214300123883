import Foundation
package import MillraceStorage
import Testing

/// What every ``ClaimStore`` must do. Each check uses a pipeline of its own, whose name nothing else has, so that all may run
/// at once on one store.
package struct ClaimStoreConformance: Sendable {
  /// Gives a store that takes its time from the clock, if it can.
  package typealias MakeStore = @Sendable (any WallClock) async throws -> any ClaimStore

  /// Whether stores take their time from the clock. If not, the checks use claims of two seconds and wait for them.
  let canAdvanceClock: Bool
  private let makeStore: MakeStore

  package init(canAdvanceClock: Bool = true, makeStore: @escaping MakeStore) {
    self.canAdvanceClock = canAdvanceClock
    self.makeStore = makeStore
  }

  /// Runs all checks, at once. What does not hold is recorded as an issue of the test that calls this.
  package func check() async throws {
    async let claims: Void = checkClaims()
    async let expiry: Void = checkExpiry()
    async let finishing: Void = checkFinishing()
    async let releasing: Void = checkReleasing()
    async let reports: Void = checkReports()
    async let checkpoints: Void = checkCheckpoints()
    async let many: Void = checkManyCheckpoints()
    async let states: Void = checkStates()
    async let races: Void = checkRaces()
    _ = try await (claims, expiry, finishing, releasing, reports, checkpoints, many, states, races)
  }

  func withFixture(_ body: (ClaimFixture) async throws -> Void) async throws {
    let clock = ManualClock()
    try await body(
      ClaimFixture(
        store: try await makeStore(clock), clock: clock, canAdvanceClock: canAdvanceClock,
        pipeline: "claims-\(UUID().uuidString)", lease: canAdvanceClock ? 60 : 2))
  }
}
