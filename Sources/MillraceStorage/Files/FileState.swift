/// Where a file stands in its life.
///
/// `pending → manifested → completed`, with `failed` (tried too often) and `quarantined` (bad) as the two ways out; both
/// lead back to `pending` by a redrive.
package enum FileState: String, Codable, Sendable, CaseIterable {
  /// Known, and waiting for a manifest.
  case pending
  /// Part of a manifest that is not finished.
  case manifested
  /// Its rows are in a published output.
  case completed
  /// Given up after too many attempts, with a reason.
  case failed
  /// Refused because of what it is or holds, with a reason.
  case quarantined
}
