/// A manifest to work on, and the right to.
package struct ClaimedManifest: Sendable {
  package var manifest: Manifest
  package var lease: Lease
  /// How often it failed before. Crashes and expired leases do not count.
  package var failures: Int
  /// How many earlier claims lapsed: they ended neither in release, failure nor completion, because the worker died or
  /// hung. Many of them are the sign of an input that brings its process down.
  package var lapses: Int

  package init(manifest: Manifest, lease: Lease, failures: Int, lapses: Int = 0) {
    self.manifest = manifest
    self.lease = lease
    self.failures = failures
    self.lapses = lapses
  }
}
