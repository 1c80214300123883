internal import Foundation
internal import MillraceStorage

extension ConsumerState {
  /// What a receiver is to do next.
  mutating func nextReceive(_ receiver: Int, now: Instant) -> ReceiveDecision {
    receiving.parked.remove(receiver)
    if isStopping { return .end }
    guard receiver < receiving.target, hasRoom else {
      receiving.parked.insert(receiver)
      return .park
    }
    if isToBeExamined {
      isToBeExamined = false
      return .examine
    }
    if let notBefore = receiving.notBefore, notBefore > now { return .pause(until: notBefore) }
    return .receive(reserve(now))
  }

  /// Bytes that a message is expected to have.
  private var expectedBytes: Int {
    let limit = attributes?.maximumMessageBytes ?? QueueLimits.batchBytes
    guard let mean = receiving.meanBytes else { return limit }
    return min(limit, max(1, Int(mean * 2)))
  }

  /// How many messages may be asked for in all.
  private var room: Int {
    let messages = options.maximumMessages - heldMessages - receiving.reservedMessages
    let bytes = options.maximumBytes - heldBytes - receiving.reservedBytes
    return min(messages, bytes / expectedBytes)
  }

  /// Whether a receive is worth its call: asking for single messages whenever one is resolved would cost ten times the calls.
  private var hasRoom: Bool {
    if heldMessages + receiving.reservedMessages == 0 { return true }
    let capacity = min(options.maximumMessages, options.maximumBytes / expectedBytes)
    return room >= max(1, min(options.messagesPerReceive, capacity / 4))
  }

  private mutating func reserve(_ now: Instant) -> ReceiveRequest {
    let isAlone = heldMessages + receiving.reservedMessages == 0
    let count = max(1, min(options.messagesPerReceive, room))
    let request = ReceiveRequest(
      count: count, bytes: count * expectedBytes, visibility: attributes == nil ? options.assumedVisibility : nil,
      wait: options.stopsWhenIdle ? min(options.wait, options.idleWait) : options.wait,
      start: now, isAlone: entries.isEmpty && isAlone)
    receiving.reservedMessages += count
    receiving.reservedBytes += request.bytes
    receiving.inFlight += 1
    return request
  }

  private mutating func release(_ request: ReceiveRequest) {
    receiving.reservedMessages -= request.count
    receiving.reservedBytes -= request.bytes
    receiving.inFlight -= 1
  }

  /// Takes in what a receive has brought.
  mutating func received(
    _ messages: [ReceivedMessage], by request: ReceiveRequest, for consumer: QueueConsumer, now: Instant
  ) -> ConsumerEffects {
    var effects = ConsumerEffects()
    release(request)
    receiving.failures = 0
    receiving.notBefore = nil
    receiving.lastProgress = now
    counters.polls += 1
    counters.lastPoll = Date()
    forgetErrors(of: "receive")
    if messages.isEmpty {
      foundNothing(request, now: now, &effects)
    } else {
      idleness.noteMessages()
      (isToBeExamined, hiddenSince) = (false, nil)
      if messages.count >= request.count { receiving.target = min(receiving.maximum, receiving.target + 1) }
      for message in messages { admit(message, for: consumer, now: now, &effects) }
      effects.wakes.insert(.timekeeper)
    }
    wakeReceivers(&effects)
    return effects
  }

  private mutating func foundNothing(_ request: ReceiveRequest, now: Instant, _ effects: inout ConsumerEffects) {
    receiving.target = 1
    if options.endsWhenEmpty { return stop(now: now, &effects) }
    if options.pause > .zero { receiving.notBefore = now + options.pause }
    // Other receives may be about to bring something.
    if request.isAlone, entries.isEmpty { idleness.noteEmpty(since: request.start) }
    isToBeExamined = options.stopsWhenIdle && isIdle
  }

  private mutating func admit(
    _ message: ReceivedMessage, for consumer: QueueConsumer, now: Instant, _ effects: inout ConsumerEffects
  ) {
    let ticket = nextTicket
    nextTicket += 1
    let bytes = message.body.count
    receiving.meanBytes = receiving.meanBytes.map { $0 + (Double(bytes) - $0) / 16 } ?? Double(bytes)
    counters.received += 1
    counters.receivedBytes += Int64(bytes)
    heldMessages += 1
    heldBytes += bytes
    let held = HeldMessage(message, ticket: ticket, consumer: consumer)
    entries[ticket] = Entry(
      handle: message.receiptHandle, messageID: message.id, bytes: bytes, group: message.group, receivedAt: now,
      extendedAt: now, message: held)
    if isStopping {
      beginReturn(ticket, delay: .zero, now: now, &effects)
    } else if let group = message.group {
      groups[group, default: []].append(ticket)
      if groups[group]?.count == 1 { offer(ticket, &effects) }
    } else {
      offer(ticket, &effects)
    }
  }

  /// A receive has failed. Returns after what time it may be tried again; the run ends where that cannot help.
  mutating func receiveFailed(_ error: QueueError, by request: ReceiveRequest, now: Instant) -> ConsumerEffects {
    var effects = ConsumerEffects()
    release(request)
    guard !isStopping else { return effects }
    receiving.target = 1
    receiving.failures += 1
    receiving.notBefore = now + options.backOff.delay(afterFailures: receiving.failures)
    tell(error, doing: "receive", &effects)
    if error.endsRun { fail(error, now: now, &effects) }
    return effects
  }

  /// Wakes those parked receivers that have something to do.
  mutating func wakeReceivers(_ effects: inout ConsumerEffects) {
    guard !receiving.parked.isEmpty, isStopping || hasRoom else { return }
    for receiver in receiving.parked where isStopping || receiver < receiving.target {
      if receiver == 0 { receiving.lastProgress = .now }
      receiving.parked.remove(receiver)
      effects.receivers.append(receiver)
    }
  }

  /// Nothing in the queue and nothing in hand.
  var isIdle: Bool { idleness.isEmpty && entries.isEmpty }
}

extension QueueError {
  /// Whether trying again is of no use: someone has to change something first.
  var endsRun: Bool { code == .notFound || code == .accessDenied || code == .invalidRequest }
}
