import GRDB

extension SQLiteQueue {
  package func receive(maximum: Int, wait: Duration, visibility: Duration?) async throws -> [ReceivedMessage] {
    try SQLiteQueue.check(maximum: maximum, wait: wait, visibility: visibility)
    let deadline = ContinuousClock.now.advanced(by: wait)
    while true {
      let arrivals = file.arrivals.count(of: id)
      let round = try await file.write(isDurable: false) { [self] in
        try take(maximum, visibility: visibility, in: $0)
      }
      for (queue, count) in round.buried { file.arrivals.note(count, in: queue) }
      if !round.messages.isEmpty { return round.messages }
      if round.mayHoldMore { continue }
      guard try await somethingMayHaveCome(since: arrivals, round, deadline: deadline) else { return [] }
    }
  }

  private static func check(maximum: Int, wait: Duration, visibility: Duration?) throws {
    guard (1...QueueLimits.batchCount).contains(maximum) else {
      throw QueueError(
        .invalidRequest, "\(maximum) messages were to be received; 1 to \(QueueLimits.batchCount) can be.")
    }
    guard (.zero...QueueLimits.longestWait).contains(wait) else {
      throw QueueError(.invalidRequest, "A receive was to wait for \(wait); 0 to 20 seconds are allowed.")
    }
    if let visibility, !(.zero...QueueLimits.longestVisibility).contains(visibility) {
      throw QueueError(.invalidRequest, "The visibility timeout was to be \(visibility); 0 to 12 hours are allowed.")
    }
  }

  /// Waits until it is worth looking into the queue again; false once the time is up.
  ///
  /// This process's own sends wake it at once. It looks at the clock and the file's version at intervals, for messages that
  /// become visible and for other processes.
  private func somethingMayHaveCome(
    since arrivals: UInt64, _ round: ReceiveRound, deadline: ContinuousClock.Instant
  ) async throws -> Bool {
    while true {
      let rest = ContinuousClock.now.duration(to: deadline)
      if rest <= .zero { return false }
      await file.arrivals.wait(for: id, after: arrivals, atMost: min(rest, pollInterval))
      try Task.checkCancellation()
      if file.arrivals.count(of: id) != arrivals { return true }
      if let next = round.nextVisible, next <= LedgerTime(clock.now) { return true }
      if try await file.version(notOlderThan: pollInterval / 2) != round.version { return true }
    }
  }

  /// One look into the queue, in a transaction.
  private func take(_ maximum: Int, visibility: Duration?, in db: Database) throws -> ReceiveRound {
    let settings = try QueueRow.find(id, name: name, in: db).settings
    let now = LedgerTime(clock.now)
    var round = ReceiveRound()
    round.version = try file.version(db)
    let receipt = ReceiptHandle.newReceipt()
    let until = now.adding(visibility ?? settings.visibilityTimeout)
    for message in try isFIFO ? nextInOrder(maximum, at: now, in: db) : nextVisible(maximum, at: now, in: db) {
      if message.expiresAt <= now {
        try StoredMessage.delete(message.id, in: db)
        round.mayHoldMore = true
      } else if let redrive = settings.redrive, message.receives >= redrive.maximumReceiveCount {
        let queue = try bury(message, in: redrive.deadLetterQueue, at: now, in: db)
        round.buried[queue, default: 0] += 1
        round.mayHoldMore = true
      } else {
        try message.markReceived(until: until, receipt: receipt, at: now, in: db)
        let handle = ReceiptHandle(message: message.id, receipt: receipt).text
        round.messages.append(
          message.received(count: message.receives + 1, handle: handle, isFIFO: isFIFO, at: now))
      }
    }
    if round.messages.isEmpty { round.nextVisible = try nextVisibleTime(after: now, in: db) }
    return round
  }

  private func nextVisible(_ maximum: Int, at now: LedgerTime, in db: Database) throws -> [StoredMessage] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT \(StoredMessage.columns)
        FROM messages INDEXED BY messages_by_visibility CROSS JOIN bodies ON bodies.id = messages.id
        WHERE queue_id = ? AND visible_at <= ? ORDER BY visible_at, messages.id LIMIT ?
        """)
    return try collect(Row.fetchCursor(statement, arguments: [id, now, maximum]))
  }

  private func collect(_ rows: RowCursor) throws -> [StoredMessage] {
    var messages: [StoredMessage] = []
    while let row = try rows.next() { messages.append(try StoredMessage(row: row)) }
    return messages
  }

  private func nextVisibleTime(after now: LedgerTime, in db: Database) throws -> LedgerTime? {
    try LedgerTime.fetchOne(
      db.cachedStatement(
        sql:
          "SELECT min(visible_at) FROM messages INDEXED BY messages_by_visibility WHERE queue_id = ? AND visible_at > ?"
      ), arguments: [id, now])
  }

  /// Moves a message to the dead-letter queue; the answer is that queue.
  private func bury(_ message: StoredMessage, in queue: String, at now: LedgerTime, in db: Database) throws -> Int64 {
    let target = try QueueRow.find(try QueueRow.enter(queue, at: now, in: db), name: queue, in: db)
    try StoredMessage.move(message.id, to: target, source: name, at: now, in: db)
    return target.id
  }
}
