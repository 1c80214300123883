import MillraceStorage

/// Which messages of a dead-letter queue are meant.
struct MessageChoice: Sendable {
  /// Empty: any.
  var ids: Set<String> = []
  /// What the body must hold; nil: anything.
  var text: String?
  /// At most so many; nil: all.
  var limit: Int?

  /// Whether every message is meant.
  var isEverything: Bool { ids.isEmpty && text == nil && limit == nil }

  func matches(_ message: ReceivedMessage) -> Bool {
    if !ids.isEmpty, !ids.contains(message.id) { return false }
    guard let text, !text.isEmpty else { return true }
    return message.body.holds(Array(text.utf8))
  }

  /// Whether nothing more can match after so many have.
  func isSatisfied(by count: Int) -> Bool {
    if let limit, count >= limit { return true }
    return !ids.isEmpty && count >= ids.count
  }
}

extension [UInt8] {
  /// Whether these bytes hold those, one after the other.
  fileprivate func holds(_ part: [UInt8]) -> Bool {
    guard let first = part.first, count >= part.count else { return part.isEmpty }
    return (0...(count - part.count)).contains { start in
      self[start] == first && self[start..<(start + part.count)].elementsEqual(part)
    }
  }
}
