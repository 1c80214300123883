internal import MillraceStorage

extension ConsumerState {
  mutating func makeWaiterID() -> Int {
    nextTicket += 1
    return nextTicket
  }

  /// Hands a message over, or lets the caller wait for one.
  mutating func wait(_ waiter: MessageWaiter, isCancelled: Bool) -> ConsumerEffects {
    var effects = ConsumerEffects()
    if let message = takeNext() {
      effects.handovers.append((waiter, message))
    } else if isStopping || isCancelled {
      effects.handovers.append((waiter, nil))
    } else {
      waiters.append(waiter)
    }
    return effects
  }

  mutating func receiverEnded() -> ConsumerEffects {
    var effects = ConsumerEffects()
    receiving.running -= 1
    effects.wakes.insert(.resolver)
    settled(&effects)
    return effects
  }

  // MARK: The queue's attributes

  mutating func attributesRead(_ new: QueueAttributes, now: Instant) -> ConsumerEffects {
    var effects = ConsumerEffects()
    if let old = attributes, old.visibilityTimeout != new.visibilityTimeout {
      effects.events.append(
        PipelineEvent(
          .info, "visibility-changed",
          "the queue's visibility timeout is now \(DurationText.render(new.visibilityTimeout)), it was "
            + DurationText.render(old.visibilityTimeout)))
    }
    attributes = new
    attributesReadAt = now
    forgetErrors(of: "read the queue's attributes")
    effects.wakes.insert(.timekeeper)
    return effects
  }

  mutating func attributesUnreadable(_ error: QueueError, now: Instant) -> ConsumerEffects {
    var effects = ConsumerEffects()
    attributesReadAt = now
    tell(error, doing: "read the queue's attributes", &effects)
    // Receiving may be allowed although this is not.
    if error.code == .notFound { fail(error, now: now, &effects) }
    return effects
  }

  /// While there is something to do the attributes are kept fresh; an idle queue is not asked.
  func needsAttributes(now: Instant) -> Bool {
    guard let attributesReadAt, !isStopping, !entries.isEmpty else { return false }
    return attributesReadAt + options.attributesAge <= now
  }

  /// When the timekeeper has to look again; nil: when it is woken.
  var nextLook: Instant? {
    let attributesDue = entries.isEmpty || isStopping ? nil : attributesReadAt.map { $0 + options.attributesAge }
    return [nextHeartbeat, nextDeadline, attributesDue].compactMap { $0 }.min()
  }

  var status: ConsumerStatus {
    ConsumerStatus(
      counters: counters, messagesInHand: heldMessages, bytesInHand: heldBytes, receivers: receiving.inFlight,
      isStopping: isStopping, isReceivingDue: !isStopping && !receiving.parked.contains(0),
      lastProgress: receiving.lastProgress)
  }
}
