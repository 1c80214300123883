internal import MillracePacking
internal import MillraceStorage

/// What comes out of a file, in the order of its records.
enum LoadItem: Sendable {
  /// To be sent.
  case message(LoadedMessage)
  /// For quarantine.
  case bad(BadRecordEntry)
}

/// A message made of records of one file.
struct LoadedMessage: Sendable {
  let message: OutgoingMessage
  let file: ClaimedFile
  /// The number of its first record in the file, from 0.
  let firstRecord: Int
  let recordCount: Int
  /// Where reading can go on once this and all before it are done; nil: that cannot be said here.
  let position: PackingPosition?
}
