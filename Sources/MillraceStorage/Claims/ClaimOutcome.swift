package import Foundation

/// What became of an attempt to take an item.
package enum ClaimOutcome: Sendable, Equatable {
  /// It is the caller's until the claim expires.
  case claimed(Claim)
  /// It is done already; where its result is.
  case done(output: String)
  /// Someone has it, until then unless it is renewed.
  case held(owner: String, until: Date)
}
