package import Foundation

/// An item that someone works on, or has died over.
package struct HeldItem: Sendable, Equatable {
  package var item: String
  package var owner: String
  package var claimedAt: Date
  package var expiresAt: Date

  package init(item: String, owner: String, claimedAt: Date, expiresAt: Date) {
    self.item = item
    self.owner = owner
    self.claimedAt = claimedAt
    self.expiresAt = expiresAt
  }
}
