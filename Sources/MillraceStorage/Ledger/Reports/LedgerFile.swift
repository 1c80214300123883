package import Foundation

/// What the ledger knows of one version of a file.
package struct LedgerFile: Sendable, Equatable {
  package var file: FileVersion
  package var pipeline: String
  package var partition: String
  package var state: FileState
  /// The manifest that holds it or held it last.
  package var manifest: String?
  /// How many attempts at a manifest with this file failed.
  package var attempts: Int
  /// Why it failed or was quarantined.
  package var reason: String?
  package var createdAt: Date
  package var updatedAt: Date
  /// Set when completed.
  package var counts: InputCounts?
  /// Where its rows are; empty unless completed.
  package var outputs: [ManifestOutput]

  package init(
    file: FileVersion, pipeline: String, partition: String, state: FileState, manifest: String?, attempts: Int,
    reason: String?, createdAt: Date, updatedAt: Date, counts: InputCounts?, outputs: [ManifestOutput]
  ) {
    self.file = file
    self.pipeline = pipeline
    self.partition = partition
    self.state = state
    self.manifest = manifest
    self.attempts = attempts
    self.reason = reason
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.counts = counts
    self.outputs = outputs
  }
}
