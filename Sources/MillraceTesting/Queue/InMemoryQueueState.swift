import Foundation
import MillraceStorage

/// The contents of an ``InMemoryQueue``.
struct InMemoryQueueState {
  struct Message {
    var id: String
    var body: [UInt8]
    var attributes: [String: MessageAttribute]
    var group: String?
    var sentAt: Date
    /// Not visible before this time.
    var visibleAt: ContinuousClock.Instant?
    var handle: String?
    var receiveCount = 0
  }

  var settings: QueueAttributes
  var messages: [Message] = []
  var dead: [Message] = []
  var sent: [OutgoingMessage] = []
  var calls: [String: [Int]] = [:]
  var openReceives = 0
  var peakReceives = 0
  private var serial = 0

  init(settings: QueueAttributes) {
    self.settings = settings
  }

  mutating func receiveBegan() {
    openReceives += 1
    peakReceives = max(peakReceives, openReceives)
  }

  func attributes(_ now: ContinuousClock.Instant) -> QueueAttributes {
    var result = settings
    result.visible = visible(now).count
    result.inFlight = messages.count - result.visible
    return result
  }

  mutating func append(_ message: OutgoingMessage, now: ContinuousClock.Instant) -> String {
    serial += 1
    sent.append(message)
    let id = "message-\(serial)"
    messages.append(
      Message(
        id: id, body: message.body, attributes: message.attributes, group: message.group, sentAt: Date(),
        visibleAt: message.delay.map { now + $0 }))
    return id
  }

  /// The indices of the messages that may be received: on FIFO queues none behind an invisible one of its group.
  func visible(_ now: ContinuousClock.Instant) -> [Int] {
    var blocked: Set<String> = []
    return messages.indices.filter { index in
      let message = messages[index]
      let isVisible = message.visibleAt.map { $0 <= now } ?? true
      guard let group = message.group else { return isVisible }
      if !isVisible { blocked.insert(group) }
      return !blocked.contains(group)
    }
  }

  mutating func take(_ maximum: Int, visibility: Duration?, now: ContinuousClock.Instant) -> [ReceivedMessage] {
    bury(now)
    let found = visible(now).prefix(maximum)
    calls["receive", default: []].append(found.count)
    return found.map { index in
      serial += 1
      messages[index].receiveCount += 1
      messages[index].visibleAt = now + (visibility ?? settings.visibilityTimeout)
      messages[index].handle = "handle-\(serial)"
      return received(messages[index])
    }
  }

  private mutating func bury(_ now: ContinuousClock.Instant) {
    guard let limit = settings.redrive?.maximumReceiveCount else { return }
    for index in visible(now).reversed() where messages[index].receiveCount >= limit {
      dead.append(messages.remove(at: index))
    }
  }

  private func received(_ message: Message) -> ReceivedMessage {
    var system = [
      "ApproximateReceiveCount": "\(message.receiveCount)",
      "SentTimestamp": "\(Int64(message.sentAt.timeIntervalSince1970 * 1000))",
    ]
    system["MessageGroupId"] = message.group
    return ReceivedMessage(
      id: message.id, receiptHandle: message.handle ?? "", body: message.body, systemAttributes: system,
      attributes: message.attributes, receivedAt: Date())
  }

  mutating func delete(_ handles: [String]) -> [HandleFailure] {
    calls["delete", default: []].append(handles.count)
    return handles.compactMap { handle in
      guard let index = messages.firstIndex(where: { $0.handle == handle }) else { return Self.invalid(handle) }
      messages.remove(at: index)
      return nil
    }
  }

  mutating func change(_ changes: [VisibilityChange], now: ContinuousClock.Instant) -> [HandleFailure] {
    calls["changeVisibility", default: []].append(changes.count)
    return changes.compactMap { change in
      guard let index = messages.firstIndex(where: { $0.handle == change.handle }) else {
        return Self.invalid(change.handle)
      }
      messages[index].visibleAt = now + change.timeout
      if change.timeout == .zero { messages[index].handle = nil }
      return nil
    }
  }

  private static func invalid(_ handle: String) -> HandleFailure {
    HandleFailure(handle: handle, error: QueueError(.invalidHandle, "“\(handle)” is no handle of a message in flight."))
  }
}
