import Foundation
import GRDB

/// What a handle leads to.
enum MessageReceipt {
  /// The message is in the queue, and the handle is of its last receipt.
  case current(Int64, visibleAt: LedgerTime, receivedAt: LedgerTime)
  /// There is no such message any more.
  case gone
  /// The handle is none, or of an earlier receipt, or of another queue.
  case invalid(QueueError)

  static func find(_ text: String, in queue: SQLiteQueue, _ db: Database) throws -> MessageReceipt {
    guard let handle = ReceiptHandle(text) else {
      return .invalid(QueueError(.invalidHandle, "“\(text)” is not a receipt handle of the queue “\(queue.name)”."))
    }
    let statement = try db.cachedStatement(
      sql: "SELECT queue_id, receipt, visible_at, received_at FROM messages WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [handle.message]) else { return .gone }
    guard row[0] == queue.id, let receipt = row[1] as Data?, receipt.elementsEqual(handle.receipt) else {
      return .invalid(
        QueueError(
          .invalidHandle,
          "The message is not the receiver's any more: since its visibility timeout lapsed it was received by another, or "
            + "moved to another queue. Let timeouts be longer than the work, or prolong them."))
    }
    return .current(handle.message, visibleAt: row[2], receivedAt: row[3])
  }
}
