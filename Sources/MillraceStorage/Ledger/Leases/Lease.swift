package import Foundation

/// The right to work on a manifest until a time. Leases save work; what keeps outputs right is that they are named by
/// content.
package struct Lease: Sendable, Equatable {
  package var pipeline: String
  package var manifestID: String
  /// Names the worker to a person, e.g. by host and process id.
  package var owner: String
  /// Tells this claim from every other: a fencing token, which grows with each claim.
  package var token: Int64
  package var expiresAt: Date

  package init(pipeline: String, manifestID: String, owner: String, token: Int64, expiresAt: Date) {
    self.pipeline = pipeline
    self.manifestID = manifestID
    self.owner = owner
    self.token = token
    self.expiresAt = expiresAt
  }
}
