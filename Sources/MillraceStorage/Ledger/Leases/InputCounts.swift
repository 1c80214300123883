/// What was in one input.
package struct InputCounts: Sendable, Equatable {
  /// Records that are in the output.
  package var rows: Int64
  /// Records that are in quarantine.
  package var badRecords: Int64

  package init(rows: Int64, badRecords: Int64) {
    self.rows = rows
    self.badRecords = badRecords
  }
}
