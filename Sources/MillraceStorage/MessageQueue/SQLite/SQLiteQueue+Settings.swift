import GRDB

extension SQLiteQueue {
  /// What the queue is set to.
  package func settings() async throws -> QueueSettings {
    try await file.read { [self] in try QueueRow.find(id, name: name, in: $0).settings }
  }

  /// Sets the queue, for all processes that use it, from now on. A dead-letter queue that is not there is made.
  package func configure(_ settings: QueueSettings) async throws {
    if let fault = settings.fault(forQueue: name) {
      throw QueueError(.invalidRequest, "The queue “\(name)” cannot be set so: \(fault)")
    }
    try await file.write { [self] db in
      if let redrive = settings.redrive {
        _ = try QueueRow.enter(redrive.deadLetterQueue, at: LedgerTime(clock.now), in: db)
      }
      try db.execute(
        sql: """
          UPDATE queues SET visibility_timeout = ?, delay = ?, retention = ?, maximum_bytes = ?,
            deduplicates_by_content = ?, dead_letter_queue = ?, maximum_receives = ?
          WHERE id = ?
          """,
        arguments: [
          settings.visibilityTimeout.milliseconds, settings.delay.milliseconds, settings.retention.milliseconds,
          settings.maximumMessageBytes, settings.deduplicatesByContent, settings.redrive?.deadLetterQueue,
          settings.redrive?.maximumReceiveCount, id,
        ])
    }
  }
}

extension QueueFile {
  /// The number of a queue, which is made if it is new.
  func find(_ name: String, clock: any WallClock) async throws -> Int64 {
    if let id = try await read({ try QueueRow.id(of: name, in: $0) }) { return id }
    return try await write { try QueueRow.enter(name, at: LedgerTime(clock.now), in: $0) }
  }
}
