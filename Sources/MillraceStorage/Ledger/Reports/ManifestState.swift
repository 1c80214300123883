/// Where a manifest stands.
package enum ManifestState: String, Codable, Sendable, CaseIterable {
  /// Planned and durable; being worked on if there is a lease.
  case unfinished
  /// Its outputs are published.
  case completed
  /// Given up after too many attempts.
  case failed
  /// Taken apart because some of its files were refused.
  case dissolved
}
