/// Why a file is left out, and in which state that leaves it.
package struct Refusal: Sendable, Equatable {
  package enum Kind: String, Sendable {
    /// Bad by what it is or holds: trying again would not help.
    case quarantined
    /// Could not be handled, though it may be good.
    case failed
  }

  package var kind: Kind
  /// For a person to read.
  package var reason: String

  package init(_ kind: Kind, reason: String) {
    self.kind = kind
    self.reason = reason
  }

  /// The state of a file that was refused.
  package var state: FileState {
    switch kind {
    case .quarantined: .quarantined
    case .failed: .failed
    }
  }
}
