/// A queue: its messages, when they can be seen, and in which order. A value; it knows no clock and no network.
struct SQSQueue: Sendable {
  /// Milliseconds in which a repeated deduplication id is taken for the same message.
  static let deduplicationWindow: Int64 = 5 * 60 * 1000

  struct Accepted: Sendable {
    var id: String
    var sequenceNumber: String?
    var sent: Int64
  }

  /// What others ask of a queue without holding on to its messages: a copy of those would make the next change copy them all.
  struct Traits: Sendable {
    var arn: String
    var settings: SQSQueueSettings
    var inFlightCount: Int

    var isFIFO: Bool { settings.isFIFO }
  }

  let name: String
  let arn: String
  /// Part of receipt handles.
  let nonce: UInt64
  /// Milliseconds since 1970.
  let created: Int64
  var modified: Int64
  var settings: SQSQueueSettings
  var tags: [String: String] = [:]
  var purged: Int64 = .min
  var waiters: [SQSWaiter] = []
  /// When the timer that serves waiters goes off; nil if none is set.
  var wakeTime: Int64?

  private(set) var messages: [UInt64: SQSMessage] = [:]
  private(set) var inFlightCount = 0
  private(set) var delayedCount = 0
  private var nextNumber: UInt64 = 1
  private var order: MessageOrder
  private var timed = TimedHeap()
  private var deduplicated: [String: Accepted] = [:]
  private var deduplicationOrder = FirstInFirstOut<(key: String, time: Int64)>()

  init(name: String, arn: String, nonce: UInt64, created: Int64, settings: SQSQueueSettings) {
    (self.name, self.arn, self.nonce, self.created, self.settings) = (name, arn, nonce, created, settings)
    modified = created
    order = MessageOrder(isFIFO: settings.isFIFO)
  }

  var isFIFO: Bool { settings.isFIFO }
  var traits: Traits { Traits(arn: arn, settings: settings, inFlightCount: inFlightCount) }
  var readyCount: Int { messages.count - inFlightCount - delayedCount }

  /// When the next message becomes visible by itself.
  var nextTime: Int64? { timed.first?.time }

  // MARK: Sending

  /// An earlier message with the same deduplication id, in the last five minutes.
  mutating func earlier(_ message: SQSMessage, now: Int64) -> Accepted? {
    while let accepted = deduplicationOrder.first, accepted.time + Self.deduplicationWindow <= now {
      _ = deduplicationOrder.popFirst()
      if deduplicated[accepted.key]?.sent == accepted.time { deduplicated[accepted.key] = nil }
    }
    return deduplicationKey(message).flatMap { deduplicated[$0] }
  }

  /// Adds a message unless it repeats one.
  mutating func accept(_ message: consuming SQSMessage, delay: Int64, now: Int64) -> (Accepted, isNew: Bool) {
    if let earlier = earlier(message, now: now) { return (earlier, false) }
    return (add(message, delay: delay, now: now), true)
  }

  private func deduplicationKey(_ message: SQSMessage) -> String? {
    guard let id = message.deduplicationID, isFIFO else { return nil }
    return settings.deduplicatesByGroup ? "\(message.groupID ?? "")\0\(id)" : id
  }

  /// - Parameter delay: milliseconds.
  mutating func add(_ message: consuming SQSMessage, delay: Int64, now: Int64) -> Accepted {
    let number = nextNumber
    nextNumber += 1
    if isFIFO, message.sequenceNumber == nil {
      let digits = String(number)
      message.sequenceNumber = "188" + String(repeating: "0", count: max(0, 17 - digits.utf8.count)) + digits
    }
    let accepted = Accepted(id: message.id, sequenceNumber: message.sequenceNumber, sent: message.sent)
    if let key = deduplicationKey(message) {
      deduplicated[key] = accepted
      deduplicationOrder.append((key, message.sent))
    }
    if delay > 0 {
      message.state = .delayed
      message.visibleAt = now + delay
      delayedCount += 1
      timed.insert(number, at: message.visibleAt)
    } else {
      message.state = .ready
      order.append(number, group: message.groupID)
    }
    messages[number] = message
    return accepted
  }

  // MARK: Receiving

  /// Makes visible whose time has come.
  mutating func advance(to now: Int64) {
    while let entry = timed.pop(until: now) {
      guard let message = messages[entry.number], message.visibleAt == entry.time, message.state != .ready else {
        continue
      }
      show(entry.number, message)
    }
  }

  private mutating func show(_ number: UInt64, _ message: SQSMessage) {
    if message.state == .inFlight { inFlightCount -= 1 } else { delayedCount -= 1 }
    messages[number]?.state = .ready
    order.append(number, group: message.groupID)
    if message.state == .inFlight { order.release(group: message.groupID) }
  }

  /// Takes up to `limit` messages; those that were received too often are set aside instead.
  ///
  /// - Parameter visibility: milliseconds.
  mutating func receive(
    _ limit: Int, visibility: Int64, now: Int64
  ) -> (deliveries: [SQSDelivery], dead: [SQSMessage]) {
    advance(to: now)
    var deliveries: [SQSDelivery] = []
    var dead: [SQSMessage] = []
    while deliveries.count < limit {
      let (numbers, group) = order.take(limit - deliveries.count)
      if numbers.isEmpty { break }
      for number in numbers {
        guard var message = messages[number], message.state == .ready else {
          order.release(group: group)
          continue
        }
        if now - message.sent > Int64(settings.retention) * 1000 || message.receiveCount >= settings.maximumReceives {
          if message.receiveCount >= settings.maximumReceives { dead.append(message) }
          messages[number] = nil
          order.release(group: group)
          continue
        }
        message.receiveCount += 1
        if message.receiveCount == 1 { message.firstReceived = now }
        (message.state, message.received, message.visibleAt) = (.inFlight, now, now + visibility)
        messages[number] = message
        inFlightCount += 1
        timed.insert(number, at: message.visibleAt)
        let handle = ReceiptHandle(queue: nonce, message: number, receive: message.receiveCount)
        deliveries.append(SQSDelivery(message: message, receiptHandle: handle.text))
      }
    }
    return (deliveries, dead)
  }

  /// Lets a message that waits further back come first.
  mutating func shuffle(_ random: UInt64) {
    if order.readyCount > 1 { order.shuffle(Int(random % UInt64(min(order.readyCount, 1000)))) }
  }

  // MARK: Deleting and hiding

  func message(_ number: UInt64) -> SQSMessage? { messages[number] }

  mutating func remove(_ number: UInt64) -> SQSMessage? {
    guard let message = messages.removeValue(forKey: number) else { return nil }
    switch message.state {
    case .inFlight:
      inFlightCount -= 1
      order.release(group: message.groupID)
    case .delayed: delayedCount -= 1
    case .ready: break
    }
    return message
  }

  /// - Parameter visibility: milliseconds from now; 0 shows it at once.
  mutating func hide(_ number: UInt64, for visibility: Int64, now: Int64) {
    guard let message = messages[number] else { return }
    if visibility <= 0 { return show(number, message) }
    messages[number]?.visibleAt = now + visibility
    timed.insert(number, at: now + visibility)
  }

  mutating func removeAll() {
    messages = [:]
    (inFlightCount, delayedCount) = (0, 0)
    order = MessageOrder(isFIFO: isFIFO)
    timed = TimedHeap()
  }
}
