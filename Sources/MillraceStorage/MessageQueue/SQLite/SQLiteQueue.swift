import Foundation
import GRDB

/// A queue in an SQLite file, for running without an account: visibility timeouts, receive counts, dead-letter queues and
/// FIFO order as SQS has them.
///
/// Many queues share a file, and many processes may use it at once; it must be on a local disk. A name that ends in
/// `.fifo` makes a FIFO queue. Sending and deleting are durable when the call returns. A receive that waits is woken at once
/// by what its own process sends, and looks for what others send at ``QueueFileOptions/pollInterval``. Unlike SQS it has
/// no limit on messages in flight, and remembers until when to keep a message when it is sent.
package final class SQLiteQueue: MessageQueue {
  /// In the file: `sqlite:PATH#NAME`.
  package let location: String
  package let name: String
  let id: Int64
  let isFIFO: Bool
  let file: QueueFile
  let clock: any WallClock
  let pollInterval: Duration

  init(id: Int64, name: String, file: QueueFile, clock: any WallClock, pollInterval: Duration) {
    self.id = id
    self.name = name
    self.file = file
    self.clock = clock
    self.pollInterval = pollInterval
    isFIFO = QueueSettings.isFIFO(name)
    location = Address(scheme: .sqlite, path: file.path, fragment: name).description
  }

  /// Opens a queue, and makes it, and its file, if there is none. The file's folder must exist.
  ///
  /// - Parameters:
  ///   - name: 1 to 80 letters, digits, `-` and `_`; `.fifo` at the end makes a FIFO queue.
  ///   - settings: what the queue is set to from now on, see ``configure(_:)``; nil: what it was set to before, or the
  ///     defaults.
  package static func open(
    at path: String, name: String, settings: QueueSettings? = nil, clock: any WallClock = SystemWallClock(),
    options: QueueFileOptions = QueueFileOptions()
  ) async throws -> SQLiteQueue {
    if let fault = QueueSettings.fault(inName: name) {
      throw QueueError(.invalidRequest, "“\(name)” cannot be the name of a queue: \(fault)")
    }
    let file = try await BlockingWork.run { try QueueFile.shared(at: path, options: options) }
    let id = try await file.find(name, clock: clock)
    let queue = SQLiteQueue(id: id, name: name, file: file, clock: clock, pollInterval: options.pollInterval)
    if let settings { try await queue.configure(settings) }
    return queue
  }

  /// The names of the queues in a file.
  package static func names(at path: String, options: QueueFileOptions = QueueFileOptions()) async throws -> [String] {
    let file = try await BlockingWork.run { try QueueFile.shared(at: path, options: options) }
    return try await file.read { try String.fetchAll($0, sql: "SELECT name FROM queues ORDER BY name") }
  }

  package func attributes() async throws -> QueueAttributes {
    try await file.read { [self] db in
      let settings = try QueueRow.find(id, name: name, in: db).settings
      let now = LedgerTime(clock.now)
      let visible = try count("visible_at <= ?", at: now, in: db)
      let inFlight = try count("visible_at > ? AND receipt IS NOT NULL", at: now, in: db)
      let hidden = try count("visible_at > ?", at: now, in: db)
      return QueueAttributes(
        visibilityTimeout: settings.visibilityTimeout, maximumMessageBytes: settings.maximumMessageBytes,
        isFIFO: isFIFO,
        deduplicatesByContent: settings.deduplicatesByContent, redrive: settings.redrive,
        retention: settings.retention, visible: visible, inFlight: inFlight, delayed: hidden - inFlight,
        other: ["DelaySeconds": "\(settings.delay.components.seconds)"])
    }
  }

  private func count(_ condition: String, at now: LedgerTime, in db: Database) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT count(*) FROM messages INDEXED BY messages_by_visibility WHERE queue_id = ? AND \(condition)",
      arguments: [id, now]) ?? 0
  }
}
