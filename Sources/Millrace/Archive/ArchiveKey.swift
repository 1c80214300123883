internal import Foundation
internal import MillraceStorage

/// Where a message goes in the archive.
enum ArchiveKey {
  /// `YYYY/MM/DD/HH/<message-id>.json`, by the hour in UTC at which the message was sent, so that a repeat has the same name.
  ///
  /// - Throws: `StoreError` where the message's id cannot be part of a key.
  static func object(_ message: ReceivedMessage) throws -> ObjectKey {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(64)
    sentAt(message).appendHourFolder(to: &bytes)
    bytes += message.id.utf8
    bytes += ".json".utf8
    return try ObjectKey(String(decoding: bytes, as: UTF8.self))
  }

  /// When the message was sent; when it was received first, or now, where the queue does not say.
  static func sentAt(_ message: ReceivedMessage) -> UTCTime {
    for name in ["SentTimestamp", "ApproximateFirstReceiveTimestamp"] {
      if let milliseconds = message.systemAttributes[name].flatMap({ Int64($0) }) {
        return UTCTime(milliseconds: milliseconds)
      }
    }
    return UTCTime(message.receivedAt)
  }
}
