package import Foundation

/// What a claim store knows of an item.
package enum ItemState: Sendable, Equatable {
  /// Nothing: nobody has it, and it is not done.
  case unknown
  /// Somebody has it, or has let the claim lapse: its ``HeldItem/expiresAt`` tells.
  case held(HeldItem)
  /// It is done: where its result is, and since when.
  case done(output: String, at: Date)

  package var isDone: Bool { if case .done = self { true } else { false } }
}
