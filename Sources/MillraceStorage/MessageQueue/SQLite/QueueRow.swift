import GRDB

/// A queue's row in the file.
struct QueueRow {
  let id: Int64
  let name: String
  let settings: QueueSettings

  /// Throws ``QueueError/Code/notFound`` if the queue was deleted.
  static func find(_ id: Int64, name: String, in db: Database) throws -> QueueRow {
    let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM queues WHERE id = ?"), arguments: [id])
    guard let row else { throw QueueError(.notFound, "The queue “\(name)” is not in its file any more.") }
    return QueueRow(row: row)
  }

  static func id(of name: String, in db: Database) throws -> Int64? {
    try Int64.fetchOne(db.cachedStatement(sql: "SELECT id FROM queues WHERE name = ?"), arguments: [name])
  }

  /// The number of a queue, which is made if it is new.
  static func enter(_ name: String, at now: LedgerTime, in db: Database) throws -> Int64 {
    if let id = try id(of: name, in: db) { return id }
    let settings = QueueSettings()
    try db.execute(
      sql: """
        INSERT INTO queues
          (name, is_fifo, visibility_timeout, delay, retention, maximum_bytes, deduplicates_by_content, created_at)
        VALUES (?, ?, ?, ?, ?, ?, 0, ?)
        """,
      arguments: [
        name, QueueSettings.isFIFO(name), settings.visibilityTimeout.milliseconds, settings.delay.milliseconds,
        settings.retention.milliseconds, settings.maximumMessageBytes, now,
      ])
    return db.lastInsertedRowID
  }

  private init(row: Row) {
    id = row["id"]
    name = row["name"]
    var settings = QueueSettings()
    settings.visibilityTimeout = .milliseconds(row["visibility_timeout"] as Int64)
    settings.delay = .milliseconds(row["delay"] as Int64)
    settings.retention = .milliseconds(row["retention"] as Int64)
    settings.maximumMessageBytes = row["maximum_bytes"]
    settings.deduplicatesByContent = row["deduplicates_by_content"]
    if let queue = row["dead_letter_queue"] as String?, let count = row["maximum_receives"] as Int? {
      settings.redrive = RedrivePolicy(deadLetterQueue: queue, maximumReceiveCount: count)
    }
    self.settings = settings
  }
}

extension Duration {
  var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}

extension LedgerTime {
  func adding(_ duration: Duration) -> LedgerTime { LedgerTime(milliseconds: milliseconds + duration.milliseconds) }
}
