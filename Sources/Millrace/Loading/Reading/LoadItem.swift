internal import MillracePacking
internal import MillraceStorage

/// What comes out of a file, in the order of its records.
enum LoadItem: Sendable {
  /// To be sent.
  case message(LoadedMessage)
  /// For quarantine.
  case bad(BadRecordEntry)
}

/// A message made of records of one file. One object, since it passes through many hands until it is sent.
final class LoadedMessage: Sendable {
  let message: OutgoingMessage
  let file: ClaimedFile
  /// The number of its first record in the file, from 0.
  let firstRecord: Int
  let recordCount: Int
  /// Where reading can go on once this and all before it are done; nil: that cannot be said here.
  let position: PackingPosition?
  /// What counts towards the limits of the queue.
  let bytes: Int

  init(message: OutgoingMessage, file: ClaimedFile, firstRecord: Int, recordCount: Int, position: PackingPosition?) {
    self.message = message
    self.file = file
    self.firstRecord = firstRecord
    self.recordCount = recordCount
    self.position = position
    bytes = message.countedBytes
  }
}
