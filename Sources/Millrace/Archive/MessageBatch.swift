internal import Crypto
internal import Foundation
internal import MillraceStorage

/// Messages that become one object.
struct MessageBatch: Sendable {
  /// What has closed it.
  enum Trigger: String, Sendable {
    case size
    case count
    case age
    /// The run is ending, or nothing more comes.
    case flush
  }

  private(set) var messages: [HeldMessage] = []
  private(set) var bytes: Int64 = 0
  private(set) var since: ContinuousClock.Instant?

  var isEmpty: Bool { messages.isEmpty }

  mutating func add(_ message: HeldMessage) {
    messages.append(message)
    bytes += Int64(message.message.body.count)
    since = since ?? .now
  }

  /// Whether the batch is full.
  func trigger(_ limits: PipelineConfiguration.Sink.Archive.Batch) -> Trigger? {
    bytes >= limits.size ? .size : messages.count >= limits.count ? .count : nil
  }

  /// Keeps some of the messages, in the order in which they were sent.
  func sorted(_ isKept: (HeldMessage) -> Bool) -> [HeldMessage] {
    messages.filter(isKept).map { ($0, $0.message.systemAttributes["SentTimestamp"].flatMap { Int64($0) } ?? 0) }
      .sorted { ($0.1, $0.0.message.id) < ($1.1, $1.0.message.id) }.map(\.0)
  }

  /// `YYYY/MM/DD/HH/<hash of the sorted message ids>.<suffix>`, by the hour of the message sent first: the same messages
  /// have the same name.
  static func key(of messages: [HeldMessage], suffix: String) throws -> ObjectKey {
    var hash = SHA256()
    for id in messages.map(\.message.claimItem).sorted() { hash.update(data: Array(id.utf8) + [0]) }
    let name = hash.finalize().prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    var folder: [UInt8] = []
    if let first = messages.first { ArchiveKey.sentAt(first.message).appendHourFolder(to: &folder) }
    return try ObjectKey(String(decoding: folder, as: UTF8.self) + "\(name).\(suffix)")
  }
}
