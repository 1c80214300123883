/// All queues, and what happens between them. A value: effects are for its caller.
struct SQSState: Sendable {
  /// Messages to hand to receives that were waiting, when the lock is released.
  typealias Handover = (waiter: SQSWaiter, deliveries: [SQSDelivery])

  var queues: [String: SQSQueue] = [:]
  var tasks: [SQSMoveTask] = []
  var random: SplitMix
  var counters = SQSCounters()
  var nextWaiter: UInt64 = 0

  func queue(_ name: String) throws(ServiceError) -> SQSQueue {
    guard let queue = queues[name] else { throw SQSError.noQueue }
    return queue
  }

  func traits(_ name: String) throws(ServiceError) -> SQSQueue.Traits {
    guard let traits = queues[name]?.traits else { throw SQSError.noQueue }
    return traits
  }

  /// Adds a message unless it repeats one; hands it to who waits for it.
  ///
  /// - Parameter delay: milliseconds.
  mutating func send(
    _ message: SQSMessage, to name: String, delay: Int64, now: Int64, handovers: inout [Handover]
  ) -> SQSQueue.Accepted {
    let accepted = accept(message, to: name, delay: delay, now: now)
    serve(name, now: now, handovers: &handovers)
    return accepted
  }

  /// Adds a message unless it repeats one; who waits for it has still to be served.
  ///
  /// - Parameter delay: milliseconds.
  mutating func accept(_ message: SQSMessage, to name: String, delay: Int64, now: Int64) -> SQSQueue.Accepted {
    guard let (accepted, isNew) = queues[name]?.accept(message, delay: delay, now: now) else {
      return SQSQueue.Accepted(id: message.id, sent: now)
    }
    if isNew { counters.sent += 1 }
    return accepted
  }

  /// Takes messages for a receiver; moves those received too often to the dead-letter queue.
  mutating func receive(
    _ limit: Int, from name: String, visibility: Int64?, now: Int64, faults: SQSReceiveFaults,
    handovers: inout [Handover]
  ) -> [SQSDelivery] {
    guard let queue = queues[name]?.traits else { return [] }
    if faults.reorders(name) { queues[name]?.shuffle(random.next()) }
    let milliseconds = visibility ?? Int64(queue.settings.visibilityTimeout) * 1000
    guard let (deliveries, dead) = queues[name]?.receive(limit, visibility: milliseconds, now: now) else { return [] }
    for message in dead { bury(message, from: queue, now: now, handovers: &handovers) }
    for delivery in deliveries {
      counters.received += 1
      if delivery.message.receiveCount > 1 || delivery.message.isDuplicate { counters.redelivered += 1 }
      guard !queue.isFIFO, !delivery.message.isDuplicate, faults.duplicates(name) else { continue }
      var copy = delivery.message
      (copy.isDuplicate, copy.visibleAt) = (true, 0)
      _ = queues[name]?.add(copy, delay: 0, now: now)
      counters.duplicated += 1
    }
    return deliveries
  }

  private mutating func bury(
    _ message: SQSMessage, from queue: SQSQueue.Traits, now: Int64, handovers: inout [Handover]
  ) {
    guard let target = queue.settings.deadLetterQueue, queues[target] != nil else { return }
    var message = message
    (message.source, message.receiveCount, message.firstReceived) = (queue.arn, 0, 0)
    message.sequenceNumber = nil
    counters.buried += 1
    _ = queues[target]?.add(message, delay: 0, now: now)
    serve(target, now: now, handovers: &handovers)
  }

  /// Gives what can be received to those who wait, the longest waiting first.
  mutating func serve(_ name: String, now: Int64, handovers: inout [Handover]) {
    while let waiter = queues[name]?.waiters.first {
      let deliveries = receive(
        waiter.limit, from: name, visibility: waiter.visibility, now: now, faults: .none, handovers: &handovers)
      if deliveries.isEmpty { return }
      queues[name]?.waiters.removeFirst()
      handovers.append((waiter, deliveries))
    }
  }

  /// Milliseconds after which a queue with waiters is to be served again; nil if that is seen to, or nothing is to come.
  mutating func pauseBeforeWake(_ name: String, now: Int64) -> Int64? {
    guard let queue = queues[name], !queue.waiters.isEmpty, let next = queue.nextTime else { return nil }
    if let set = queue.wakeTime, set <= next { return nil }
    queues[name]?.wakeTime = next
    return max(1, next - now)
  }

  /// A random version 4 UUID.
  mutating func makeID() -> String {
    let high = random.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Hex.encode($0) }.utf8
    return String(unsafeUninitializedCapacity: 36) { text in
      var place = 0
      for (index, digit) in digits.enumerated() {
        if index == 8 || index == 12 || index == 16 || index == 20 {
          text[place] = UInt8(ascii: "-")
          place += 1
        }
        text[place] = digit
        place += 1
      }
      return place
    }
  }
}
