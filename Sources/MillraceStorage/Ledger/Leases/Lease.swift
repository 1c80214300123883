package import Foundation

/// The right to work on a manifest until a time. Leases save work; what keeps outputs right is that they are named by
/// content.
package struct Lease: Sendable, Equatable {
  package var pipeline: String
  package var manifestID: String
  /// Names the worker, e.g. host, process id and a random part: no two workers may share it.
  package var owner: String
  package var expiresAt: Date

  package init(pipeline: String, manifestID: String, owner: String, expiresAt: Date) {
    self.pipeline = pipeline
    self.manifestID = manifestID
    self.owner = owner
    self.expiresAt = expiresAt
  }
}
