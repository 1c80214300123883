import Foundation
import GRDB

/// A topic in an SQLite file: what is published goes to the queues of the same file that subscribe to it, to all or to none.
///
/// A name that ends in `.fifo` makes a FIFO topic; FIFO queues can subscribe to those alone.
package final class SQLiteTopic: Topic {
  /// In the file: `sqlite:PATH#NAME`.
  package let location: String
  package let name: String
  let id: Int64
  let file: QueueFile
  let clock: any WallClock

  private init(id: Int64, name: String, file: QueueFile, clock: any WallClock) {
    self.id = id
    self.name = name
    self.file = file
    self.clock = clock
    location = Address(scheme: .sqlite, path: file.path, fragment: name).description
  }

  /// Opens a topic, and makes it, and its file, if there is none. The file's folder must exist.
  ///
  /// - Parameter name: 1 to 80 letters, digits, `-` and `_`. A queue of the same name is another thing.
  package static func open(
    at path: String, name: String, clock: any WallClock = SystemWallClock(),
    options: QueueFileOptions = QueueFileOptions()
  ) async throws -> SQLiteTopic {
    if let fault = QueueSettings.fault(inName: name) {
      throw QueueError(.invalidRequest, "“\(name)” cannot be the name of a topic: \(fault)")
    }
    let file = try await BlockingWork.run { try QueueFile.shared(at: path, options: options) }
    let id = try await file.write { db in
      try db.execute(sql: "INSERT OR IGNORE INTO topics (name) VALUES (?)", arguments: [name])
      return try Int64.fetchOne(db, sql: "SELECT id FROM topics WHERE name = ?", arguments: [name]) ?? 0
    }
    return SQLiteTopic(id: id, name: name, file: file, clock: clock)
  }

  package func publish(_ messages: [OutgoingMessage]) async throws -> [SendOutcome] {
    try SQLiteQueue.check(messages, maximumBytes: TopicLimits.batchBytes, limit: TopicLimits.batchCount)
    let (outcomes, queues) = try await file.write { [self] db in
      let subscriptions = try subscriptions(in: db)
      return (try messages.map { try publish($0, to: subscriptions, in: db) }, subscriptions.map(\.queue.id))
    }
    for queue in queues { file.arrivals.note(outcomes.count, in: queue) }
    return outcomes
  }

  private func publish(
    _ message: OutgoingMessage, to subscriptions: [TopicSubscription], in db: Database
  ) throws -> SendOutcome {
    if let fault = fault(in: message) {
      return .failed(QueueError(.invalidMessage, "The topic “\(name)” does not take the message: \(fault)."))
    }
    let messageID = UUID().uuidString.lowercased()
    let forms = try subscriptions.map { try form(of: message, id: messageID, for: $0) }
    for (subscription, form) in zip(subscriptions, forms) {
      if let fault = subscription.queue.fault(in: form, settings: subscription.settings) {
        return .failed(
          QueueError(
            .invalidMessage,
            "The queue “\(subscription.queue.name)”, which subscribes to “\(name)”, does not take the message: \(fault)."
          ))
      }
    }
    for (subscription, form) in zip(subscriptions, forms) {
      _ = try subscription.queue.store(form, settings: subscription.settings, in: db)
    }
    return .sent(id: messageID)
  }

  private func fault(in message: OutgoingMessage) -> String? {
    if let fault = message.fault { return fault }
    if message.delay != nil { return "a topic delivers at once, without a delay" }
    if QueueSettings.isFIFO(name) && message.group == nil { return "it has no group, which a FIFO topic needs" }
    guard let subject = message.subject else { return nil }
    guard (1...100).contains(subject.utf8.count), subject.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      return "its subject must have 1 to 100 characters of ASCII, on one line"
    }
    return nil
  }

  /// The message as a subscriber gets it.
  private func form(
    of message: OutgoingMessage, id messageID: String, for subscription: TopicSubscription
  ) throws -> OutgoingMessage {
    var form = message
    form.subject = nil
    if QueueSettings.isFIFO(name) {
      // The envelope differs each time, the message in it does not.
      form.deduplicationID = SQLiteQueue.deduplicationID(of: message)
    }
    if !subscription.isRaw {
      let envelope = TopicEnvelope(message, id: messageID, topic: location, at: clock.now)
      form.body = try envelope.encoded()
      form.attributes = [:]
    }
    return form
  }
}
