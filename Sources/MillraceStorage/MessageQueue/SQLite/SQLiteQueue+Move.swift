import GRDB

extension SQLiteQueue {
  /// Looks at messages that can be received, the oldest first, without receiving them. Their handles are empty.
  package func peek(limit: Int) async throws -> [ReceivedMessage] {
    try await file.read { [self] db in
      let now = LedgerTime(clock.now)
      return try Row.fetchAll(
        db,
        sql: """
          SELECT \(StoredMessage.columns)
          FROM messages INDEXED BY messages_by_visibility CROSS JOIN bodies ON bodies.id = messages.id
          WHERE queue_id = ? AND visible_at <= ? AND expires_at > ? ORDER BY visible_at, messages.id LIMIT ?
          """, arguments: [id, now, now, max(0, limit)]
      ).map {
        let message = try StoredMessage(row: $0)
        return message.received(count: message.receives, handle: "", isFIFO: isFIFO, at: now)
      }
    }
  }

  /// Moves messages that can be received to another queue of the same file, where they count as never received; for sending
  /// a dead-letter queue's messages round again. The answer is how many were moved.
  ///
  /// Each part of a large number is atomic, not the whole.
  ///
  /// - Parameters:
  ///   - queue: the name; nil: each goes to the queue that it was moved here from, and those of unknown origin stay.
  ///   - ids: only the messages of these ids; nil: all.
  package func move(to queue: String? = nil, ids: Set<String>? = nil, limit: Int = .max) async throws -> Int {
    if let queue, QueueSettings.isFIFO(queue) != isFIFO {
      throw QueueError(
        .invalidRequest, "Messages cannot be moved from “\(name)” to “\(queue)”: both or neither must be FIFO queues.")
    }
    var total = 0
    var position: Int64 = 0
    while total < limit {
      let part = try await movePart(to: queue, ids: ids, limit: limit - total, after: position)
      for (queue, count) in part.moved { file.arrivals.note(count, in: queue) }
      total += part.moved.values.reduce(0, +)
      guard let last = part.last else { break }
      position = last
    }
    return total
  }

  /// Messages that are looked at in one transaction.
  private static let moveChunk = 1000

  private struct MovedPart {
    var moved: [Int64: Int] = [:]
    /// The last message that was looked at; nil at the end.
    var last: Int64?
  }

  private func movePart(
    to queue: String?, ids: Set<String>?, limit: Int, after position: Int64
  ) async throws -> MovedPart {
    try await file.write { [self] db in
      let now = LedgerTime(clock.now)
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT id, message_id, source FROM messages
          WHERE id > ? AND queue_id = ? AND visible_at <= ? AND expires_at > ? ORDER BY id LIMIT \(SQLiteQueue.moveChunk)
          """, arguments: [position, id, now, now])
      var part = MovedPart()
      part.last = rows.last.map { $0[0] }
      for row in rows where ids?.contains(row[1]) ?? true {
        guard part.moved.values.reduce(0, +) < limit, let name = queue ?? row[2] as String?,
          let target = try QueueRow.id(of: name, in: db)
        else { continue }
        try StoredMessage.move(
          row[0], to: try QueueRow.find(target, name: name, in: db), source: nil, at: now, in: db)
        part.moved[target, default: 0] += 1
      }
      return part
    }
  }

  /// Deletes all messages, also those in flight.
  package func purge() async throws {
    try await file.write { [self] db in
      try db.execute(
        sql: "DELETE FROM bodies WHERE id IN (SELECT id FROM messages WHERE queue_id = ?)", arguments: [id])
      try db.execute(sql: "DELETE FROM messages WHERE queue_id = ?", arguments: [id])
    }
  }
}
