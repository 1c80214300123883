package import Foundation

/// A manifest and how it stands, without its inputs.
package struct ManifestSummary: Sendable, Equatable {
  package var id: String
  package var pipeline: String
  package var partition: String
  package var schemaVersion: Int
  package var trigger: ManifestTrigger
  package var state: ManifestState
  package var files: Int
  package var inputBytes: Int64
  package var createdAt: Date
  package var updatedAt: Date
  /// Who works on it; the lease may have expired.
  package var lease: Lease?
  package var failures: Int
  /// How many claims lapsed and were taken over, see ``ClaimedManifest/lapses``.
  package var lapses: Int
  /// It is not handed out before this time.
  package var notBefore: Date?
  /// Why it failed last, or why it was dissolved.
  package var reason: String?
  package var outputs: [ManifestOutput]
  package var rows: Int64
  package var badRecords: Int64

  package init(
    id: String, pipeline: String, partition: String, schemaVersion: Int, trigger: ManifestTrigger, state: ManifestState,
    files: Int, inputBytes: Int64, createdAt: Date, updatedAt: Date, lease: Lease?, failures: Int, notBefore: Date?,
    reason: String?, outputs: [ManifestOutput], rows: Int64, badRecords: Int64, lapses: Int = 0
  ) {
    self.id = id
    self.pipeline = pipeline
    self.partition = partition
    self.schemaVersion = schemaVersion
    self.trigger = trigger
    self.state = state
    self.files = files
    self.inputBytes = inputBytes
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.lease = lease
    self.failures = failures
    self.lapses = lapses
    self.notBefore = notBefore
    self.reason = reason
    self.outputs = outputs
    self.rows = rows
    self.badRecords = badRecords
  }
}
