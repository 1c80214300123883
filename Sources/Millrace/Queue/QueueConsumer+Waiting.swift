extension QueueConsumer {
  /// What waiting for a message has come to.
  enum Arrival: Sendable {
    case message(HeldMessage)
    case timeout
    /// There will be none.
    case end
  }

  /// The next message, but no longer than until a time; nil: for as long as it takes.
  func next(until deadline: ContinuousClock.Instant?) async -> Arrival {
    if let message = nextIfReady() { return .message(message) }
    guard let deadline else { return await next().map { .message($0) } ?? .end }
    return await withTaskGroup(of: Arrival.self) { group in
      group.addTask { await self.next().map { .message($0) } ?? .end }
      group.addTask {
        try? await Task.sleep(until: deadline)
        return .timeout
      }
      let first = await group.next() ?? .end
      group.cancelAll()
      // A message may have come in the very moment in which the time was over.
      if case .timeout = first, case .message(let message) = await group.next() { return .message(message) }
      return first
    }
  }
}
