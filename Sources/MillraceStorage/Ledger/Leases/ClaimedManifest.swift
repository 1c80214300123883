/// A manifest to work on, and the right to.
package struct ClaimedManifest: Sendable {
  package var manifest: Manifest
  package var lease: Lease
  /// How often it failed before. Crashes and expired leases do not count.
  package var failures: Int

  package init(manifest: Manifest, lease: Lease, failures: Int) {
    self.manifest = manifest
    self.lease = lease
    self.failures = failures
  }
}
