package import Foundation

/// An item that someone works on, or has died over.
package struct HeldItem: Sendable, Equatable {
  package var item: String
  package var owner: String
  package var claimedAt: Date
  package var expiresAt: Date
  /// Tells the claim from every other on the item.
  package var token: Int64

  package init(item: String, owner: String, token: Int64, claimedAt: Date, expiresAt: Date) {
    self.item = item
    self.owner = owner
    self.token = token
    self.claimedAt = claimedAt
    self.expiresAt = expiresAt
  }

  /// The claim itself, for those who take it away from its owner: ``ClaimStore/release(_:)`` then leaves alone what has been taken
  /// or done since.
  package func claim(in pipeline: String) -> Claim {
    Claim(pipeline: pipeline, item: item, owner: owner, token: token, expiresAt: expiresAt)
  }
}
