import GRDB

extension SQLiteTopic {
  /// Lets a queue of the same file have what is published from now on. Subscribing it again changes the form.
  ///
  /// - Parameters:
  ///   - queue: the name; the queue is made if there is none.
  ///   - isRaw: whether it gets the message as it was published, with its attributes; if not, it gets the JSON envelope that
  ///     SNS puts messages into.
  package func subscribe(_ queue: String, isRaw: Bool) async throws {
    if let fault = QueueSettings.fault(inName: queue) {
      throw QueueError(.invalidRequest, "“\(queue)” cannot be the name of a queue: \(fault)")
    }
    if QueueSettings.isFIFO(queue) && !QueueSettings.isFIFO(name) {
      throw QueueError(
        .invalidRequest,
        "The FIFO queue “\(queue)” cannot subscribe to “\(name)”, which keeps no order: use a FIFO topic.")
    }
    try await file.write { [self] db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO subscriptions (topic_id, queue_id, is_raw) VALUES (?, ?, ?)",
        arguments: [id, try QueueRow.enter(queue, at: LedgerTime(clock.now), in: db), isRaw])
    }
  }

  /// Ends a subscription. It is no error if there is none.
  package func unsubscribe(_ queue: String) async throws {
    try await file.write { [self] db in
      try db.execute(
        sql: "DELETE FROM subscriptions WHERE topic_id = ? AND queue_id = (SELECT id FROM queues WHERE name = ?)",
        arguments: [id, queue])
    }
  }

  /// The names of the queues that subscribe, in their order.
  package func subscribers() async throws -> [String] {
    try await file.read { [self] db in try subscriptions(in: db).map(\.queue.name) }
  }

  func subscriptions(in db: Database) throws -> [TopicSubscription] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT queues.id, queues.name, is_raw FROM subscriptions JOIN queues ON queues.id = queue_id
        WHERE topic_id = ? ORDER BY queues.name
        """, arguments: [id])
    return try rows.map { row in
      let queue = SQLiteQueue(id: row[0], name: row[1], file: file, clock: clock, pollInterval: .seconds(1))
      return TopicSubscription(
        queue: queue, settings: try QueueRow.find(queue.id, name: queue.name, in: db).settings, isRaw: row[2])
    }
  }
}
