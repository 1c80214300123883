package import Foundation

/// What a pipeline has done since it began.
package struct PipelineTotals: Sendable, Equatable {
  package var rows: Int64
  package var badRecords: Int64
  /// Of completed files, as stored.
  package var bytesIn: Int64
  /// Of published outputs.
  package var bytesOut: Int64
  package var filesCompleted: Int64
  package var manifestsCompleted: Int64
  /// When the ledger was last changed for this pipeline.
  package var lastActivity: Date

  package init(
    rows: Int64, badRecords: Int64, bytesIn: Int64, bytesOut: Int64, filesCompleted: Int64, manifestsCompleted: Int64,
    lastActivity: Date
  ) {
    self.rows = rows
    self.badRecords = badRecords
    self.bytesIn = bytesIn
    self.bytesOut = bytesOut
    self.filesCompleted = filesCompleted
    self.manifestsCompleted = manifestsCompleted
    self.lastActivity = lastActivity
  }
}
