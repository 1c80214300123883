import Foundation
import GRDB

/// A message's rows.
struct StoredMessage {
  let id: Int64
  let receives: Int
  let expiresAt: LedgerTime
  let sentAt: LedgerTime
  let firstReceivedAt: LedgerTime?
  let messageID: String
  let group: String?
  let deduplicationID: String?
  let source: String?
  let body: [UInt8]
  let attributes: [String: MessageAttribute]

  /// The columns that ``init(row:)`` reads, in its order.
  static let columns = """
    messages.id, receives, expires_at, sent_at, first_received_at, message_id, group_id, deduplication_id, source, body,
    attributes
    """

  init(row: Row) throws {
    id = row[0]
    receives = row[1]
    expiresAt = row[2]
    sentAt = row[3]
    firstReceivedAt = row[4]
    messageID = row[5]
    group = row[6]
    deduplicationID = row[7]
    source = row[8]
    body = try row.withUnsafeData(atIndex: 9) { Array($0 ?? Data()) }
    attributes = try StoredAttributes.decode(try row.withUnsafeData(atIndex: 10) { $0.map { Array($0) } })
  }

  /// - Parameter handle: empty where it was only looked at.
  func received(count: Int, handle: String, isFIFO: Bool, at now: LedgerTime) -> ReceivedMessage {
    var system = [
      "SentTimestamp": "\(sentAt.milliseconds)", "ApproximateReceiveCount": "\(count)", "SenderId": "millrace",
    ]
    if count > 0 { system["ApproximateFirstReceiveTimestamp"] = "\((firstReceivedAt ?? now).milliseconds)" }
    if let group { system["MessageGroupId"] = group }
    if let deduplicationID { system["MessageDeduplicationId"] = deduplicationID }
    if let source { system["DeadLetterQueueSourceArn"] = source }
    if isFIFO {
      let digits = String(id)
      system["SequenceNumber"] = String(repeating: "0", count: max(0, 20 - digits.utf8.count)) + digits
    }
    return ReceivedMessage(
      id: messageID, receiptHandle: handle, body: body, systemAttributes: system, attributes: attributes,
      receivedAt: now.date)
  }
}
