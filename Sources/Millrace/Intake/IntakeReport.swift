internal import Foundation

/// What one pass over the source folder found.
struct IntakeReport: Sendable {
  /// Files that are ready and whose names fit, known ones among them.
  var files = 0
  /// Files that were entered in the ledger for the first time.
  var registered = 0
  /// Those of them that a check refused.
  var quarantined = 0
  /// Files that are still being written.
  var unsettled = 0
  /// Files and folders that could not be read.
  var unreadable = 0
  /// Entries that were left alone, by reason.
  var skipped: [SkipReason: Int] = [:]
  /// Seconds until the first of the unsettled files is ready.
  var nextSettled: TimeInterval?
}
