import Foundation
import MillraceStorage
import Testing

/// A claim store under test with shorthands for what nearly every check does.
struct ClaimFixture {
  let store: any ClaimStore
  let clock: ManualClock
  let canAdvanceClock: Bool
  let pipeline: String
  /// The length of claims in seconds.
  let lease: TimeInterval

  func claim(_ items: String..., by owner: String = "a", for duration: TimeInterval? = nil) async throws
    -> [ClaimOutcome]
  {
    try await store.claim(items, in: pipeline, owner: owner, for: duration ?? lease)
  }

  /// Claims items that must all be free.
  func take(_ items: String..., by owner: String = "a", for duration: TimeInterval? = nil) async throws -> [Claim] {
    let outcomes = try await store.claim(items, in: pipeline, owner: owner, for: duration ?? lease)
    #expect(outcomes.count == items.count)
    return try outcomes.map { outcome in
      guard case .claimed(let claim) = outcome else { throw UnexpectedOutcome(outcome: outcome) }
      return claim
    }
  }

  struct UnexpectedOutcome: Error {
    var outcome: ClaimOutcome
  }

  /// Lets time pass, and a little more where it is real.
  func pass(_ seconds: TimeInterval) async throws {
    if canAdvanceClock {
      clock.advance(by: seconds)
    } else {
      try await Task.sleep(for: .seconds(seconds + 0.2))
    }
  }

  /// Whether a time is as far from now as it should be; where time is real, give or take what a busy machine needs.
  func expect(_ date: Date, inSeconds seconds: TimeInterval, location: SourceLocation = #_sourceLocation) {
    if canAdvanceClock {
      #expect(date == clock.now.addingTimeInterval(seconds), sourceLocation: location)
    } else {
      #expect(abs(date.timeIntervalSinceNow - seconds) < 60, sourceLocation: location)
    }
  }
}

extension ClaimOutcome {
  /// Who holds the item; nil if it was not refused for that.
  var holder: String? {
    if case .held(let owner, _) = self { return owner }
    return nil
  }
}
