import Crypto
import Foundation
import GRDB

extension SQLiteQueue {
  /// How long a FIFO queue drops messages with the same deduplication id.
  static let deduplicationInterval = Duration.seconds(300)

  package func send(_ messages: [OutgoingMessage]) async throws -> [SendOutcome] {
    try SQLiteQueue.check(messages, maximumBytes: QueueLimits.batchBytes, limit: QueueLimits.batchCount)
    let outcomes = try await file.write { [self] db in
      let settings = try QueueRow.find(id, name: name, in: db).settings
      return try messages.map { try store($0, settings: settings, in: db) }
    }
    file.arrivals.note(outcomes.count, in: id)
    return outcomes
  }

  /// Throws if a batch as a whole makes no sense.
  static func check(_ messages: [OutgoingMessage], maximumBytes: Int, limit: Int) throws {
    guard (1...limit).contains(messages.count) else {
      throw QueueError(.invalidRequest, "\(messages.count) messages were to be sent in one call; 1 to \(limit) can be.")
    }
    let bytes = messages.reduce(0) { $0 + $1.countedBytes }
    guard bytes <= maximumBytes else {
      throw QueueError(
        .invalidRequest,
        "The messages of one call have \(bytes) bytes with their attributes; \(maximumBytes) are allowed. Send fewer at a "
          + "time.")
    }
  }

  /// Puts one message into the queue, unless it is at fault or known.
  func store(_ message: OutgoingMessage, settings: QueueSettings, in db: Database) throws -> SendOutcome {
    if let fault = fault(in: message, settings: settings) {
      return .failed(QueueError(.invalidMessage, "The queue “\(name)” does not take the message: \(fault)."))
    }
    let now = LedgerTime(clock.now)
    let messageID = UUID().uuidString.lowercased()
    let deduplicationID = isFIFO ? SQLiteQueue.deduplicationID(of: message) : nil
    if let deduplicationID, let known = try remember(deduplicationID, for: messageID, at: now, in: db) {
      return .sent(id: known)
    }
    try db.cachedStatement(
      sql: """
        INSERT INTO messages
          (queue_id, visible_at, sent_at, expires_at, message_id, group_id, deduplication_id)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      id, now.adding(message.delay ?? settings.delay), now, now.adding(settings.retention), messageID, message.group,
      deduplicationID,
    ])
    try db.cachedStatement(sql: "INSERT INTO bodies (id, body, attributes) VALUES (?, ?, ?)")
      .execute(arguments: [
        db.lastInsertedRowID, Data(message.body), StoredAttributes.encode(message.attributes).map { Data($0) },
      ])
    return .sent(id: messageID)
  }

  /// Why the queue does not take a message; nil if it does.
  func fault(in message: OutgoingMessage, settings: QueueSettings) -> String? {
    if let fault = message.fault { return fault }
    let bytes = message.countedBytes
    if bytes > settings.maximumMessageBytes {
      return "it has \(bytes) bytes with its attributes, and the queue is set to \(settings.maximumMessageBytes)"
    }
    if !isFIFO {
      return message.deduplicationID == nil
        ? nil : "only FIFO queues, whose names end in “.fifo”, have deduplication ids"
    }
    if message.group == nil { return "it has no group, which a FIFO queue needs" }
    if message.delay != nil { return "a FIFO queue has one delay for all its messages" }
    if message.deduplicationID == nil && !settings.deduplicatesByContent {
      return "it has no deduplication id, and the queue does not make them from the content"
    }
    return nil
  }

  static func deduplicationID(of message: OutgoingMessage) -> String {
    message.deduplicationID ?? hexadecimal(SHA256.hash(data: message.body))
  }

  /// Notes a deduplication id; the answer is the message that had it within the last five minutes, if one had.
  private func remember(
    _ deduplicationID: String, for messageID: String, at now: LedgerTime, in db: Database
  ) throws -> String? {
    let oldest = LedgerTime(milliseconds: now.milliseconds - SQLiteQueue.deduplicationInterval.milliseconds)
    try db.cachedStatement(sql: "DELETE FROM deduplication WHERE sent_at <= ?").execute(arguments: [oldest])
    let known = try String.fetchOne(
      db.cachedStatement(sql: "SELECT message_id FROM deduplication WHERE queue_id = ? AND deduplication_id = ?"),
      arguments: [id, deduplicationID])
    if let known { return known }
    try db.cachedStatement(
      sql: "INSERT INTO deduplication (queue_id, deduplication_id, message_id, sent_at) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [id, deduplicationID, messageID, now])
    return nil
  }
}
