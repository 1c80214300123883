/// Messages cut into batches that one call takes, in their order.
package struct MessageBatches: Sequence {
  private let messages: [OutgoingMessage]
  private let maximumCount: Int
  private let maximumBytes: Int

  /// A message that is too large for any batch gets one of its own, so that the queue says what is wrong with it.
  package init(
    _ messages: [OutgoingMessage], maximumCount: Int = QueueLimits.batchCount,
    maximumBytes: Int = QueueLimits.batchBytes
  ) {
    self.messages = messages
    self.maximumCount = maximumCount
    self.maximumBytes = maximumBytes
  }

  package struct Iterator: IteratorProtocol {
    fileprivate var rest: ArraySlice<OutgoingMessage>
    fileprivate let maximumCount: Int
    fileprivate let maximumBytes: Int

    package mutating func next() -> ArraySlice<OutgoingMessage>? {
      if rest.isEmpty { return nil }
      var bytes = 0
      let batch = rest.prefix(maximumCount).prefix { message in
        bytes += message.countedBytes
        return bytes <= maximumBytes
      }
      let count = Swift.max(1, batch.count)
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
  }

  package func makeIterator() -> Iterator {
    Iterator(rest: messages[...], maximumCount: maximumCount, maximumBytes: maximumBytes)
  }
}
