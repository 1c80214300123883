import Foundation
import GRDB

extension StoredMessage {
  static func find(_ id: Int64, in db: Database) throws -> StoredMessage? {
    let statement = try db.cachedStatement(
      sql: "SELECT \(columns) FROM messages JOIN bodies ON bodies.id = messages.id WHERE messages.id = ?")
    return try Row.fetchOne(statement, arguments: [id]).map(StoredMessage.init(row:))
  }

  static func delete(_ id: Int64, in db: Database) throws {
    try db.cachedStatement(sql: "DELETE FROM messages WHERE id = ?").execute(arguments: [id])
    try db.cachedStatement(sql: "DELETE FROM bodies WHERE id = ?").execute(arguments: [id])
  }

  func markReceived(until: LedgerTime, receipt: [UInt8], at now: LedgerTime, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        UPDATE messages SET visible_at = ?, receives = receives + 1, receipt = ?, received_at = ?,
          first_received_at = ifnull(first_received_at, ?)
        WHERE id = ?
        """
    ).execute(arguments: [until, Data(receipt), now, now, id])
  }

  /// Puts a message into another queue, where it counts as never received and is kept as long as that queue keeps messages.
  static func move(_ id: Int64, to queue: QueueRow, source: String?, at now: LedgerTime, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        UPDATE messages SET queue_id = ?, visible_at = ?, expires_at = ?, source = ?, receives = 0, receipt = NULL,
          received_at = NULL, first_received_at = NULL
        WHERE id = ?
        """
    ).execute(arguments: [queue.id, now, now.adding(queue.settings.retention), source, id])
  }
}
