/// What was in one input.
package struct InputCounts: Sendable, Equatable {
  /// Records that are in the output.
  package var rows: Int64
  /// Records that are in quarantine.
  package var badRecords: Int64

  /// Records that the transforms have dropped. Ledgers do not keep it; the manifest's record does.
  package var droppedRecords: Int64

  package init(rows: Int64, badRecords: Int64, droppedRecords: Int64 = 0) {
    self.rows = rows
    self.badRecords = badRecords
    self.droppedRecords = droppedRecords
  }
}
