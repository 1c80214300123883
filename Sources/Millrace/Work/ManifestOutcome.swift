internal import MillraceStorage

/// What became of a manifest that was worked on.
enum ManifestOutcome {
  /// Its output is published and the ledger knows.
  case completed(ManifestRecord, files: Int, bytes: Int64)
  /// Some of its inputs are out; the others wait again.
  case dissolved(partition: String, rejected: [FileRejection])
  /// It is tried again after a pause.
  case postponed
  /// It is given up, and its files have failed.
  case givenUp(files: Int)
  /// Another process does it, or has done it.
  case takenOver
  /// It was stopped and given back.
  case abandoned
}
