package import Foundation
package import MillraceStorage

/// An item or a manifest that someone works on, or has died over.
package struct Hold: Sendable, Equatable {
  package enum State: String, Sendable {
    /// Its owner renews it, as far as can be seen.
    case held
    /// It is held for longer than was asked for.
    case overdue
    /// Its owner has let it lapse, and nobody has taken it since.
    case lapsed
  }

  package enum Right: Sendable, Equatable {
    case claim(Claim)
    case lease(Lease)
  }

  /// What is held: an object at a version, a message, a manifest's id.
  package var name: String
  package var owner: String
  /// nil where the ledger does not say.
  package var since: Date?
  package var until: Date
  package var state: State
  package var right: Right

  package var isManifest: Bool { if case .lease = right { true } else { false } }
  /// Whether it is to be freed.
  package var isStuck: Bool { state != .held }
}
