internal import MillraceStorage

/// Checks of a batch as a whole, before it is sent.
enum BatchLimits {
  static func check(_ messages: [OutgoingMessage], maximumCount: Int, maximumBytes: Int) throws {
    guard (1...maximumCount).contains(messages.count) else {
      throw QueueError(
        .invalidRequest, "\(messages.count) messages were to be sent in one call; 1 to \(maximumCount) can be.")
    }
    let bytes = messages.reduce(0) { $0 + $1.countedBytes }
    if bytes > maximumBytes {
      throw QueueError(
        .invalidRequest,
        "The messages of one call have \(bytes) bytes with their attributes; \(maximumBytes) are allowed. "
          + "Send fewer at a time.")
    }
  }
}
