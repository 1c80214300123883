package import Foundation

/// The right to work on an item until a time.
package struct Claim: Sendable, Equatable {
  package var pipeline: String
  package var item: String
  package var owner: String
  /// Tells this claim from every other on the item.
  package var token: Int64
  package var expiresAt: Date

  package init(pipeline: String, item: String, owner: String, token: Int64, expiresAt: Date) {
    self.pipeline = pipeline
    self.item = item
    self.owner = owner
    self.token = token
    self.expiresAt = expiresAt
  }
}
