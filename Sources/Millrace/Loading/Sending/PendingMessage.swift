internal import MillraceStorage

/// A message that waits to be sent, and the place in its file's progress that it stands for.
struct PendingMessage: Sendable {
  /// The file's number in the window.
  let file: Int
  /// The number of the item among the file's.
  let item: Int
  /// Grows from message to message over all files.
  let order: Int
  let content: LoadedMessage

  /// What counts towards the limits of the queue.
  var bytes: Int { content.bytes }
  var message: OutgoingMessage { content.message }
}

/// Messages that go to the queue in one call, and keep a place in the window until the ledger knows all of them.
struct OutgoingBatch: Sendable {
  let number: Int
  let messages: [PendingMessage]
}
