internal import MillraceStorage

/// A call that resolves messages.
enum ResolvingCall {
  case delete([(ticket: ConsumerState.Ticket, handle: String)])
  case giveBack([(ticket: ConsumerState.Ticket, change: VisibilityChange)])
}

/// What the resolver is to do.
enum ResolvingDecision {
  case call(ResolvingCall)
  /// Wait until woken, or until a time.
  case wait(until: ContinuousClock.Instant?)
  case end
}

extension ConsumerState {
  /// The next call, if one is due.
  mutating func nextCall(now: Instant) -> ResolvingDecision {
    if isFinished { return .end }
    guard callsInFlight < options.maximumCalls else { return .wait(until: nil) }
    let count = QueueLimits.batchCount
    let isHurried = isStopping && receiving.running == 0
    let deletesDue = deletes.due(count: count, linger: options.linger, isHurried: isHurried)
    let returnsDue = returns.due(count: count, linger: options.linger, isHurried: isStopping)
    if let deletesDue, deletesDue <= now { return .call(takeDeletes(now)) }
    if let returnsDue, returnsDue <= now { return .call(takeReturns(now)) }
    return .wait(until: [deletesDue, returnsDue].compactMap { $0 }.min())
  }

  private mutating func takeDeletes(_ now: Instant) -> ResolvingCall {
    callsInFlight += 1
    let batch = deletes.takeBatch(QueueLimits.batchCount, now: now)
    return .delete(batch.map { ($0.ticket, entries[$0.ticket]?.handle ?? "") })
  }

  private mutating func takeReturns(_ now: Instant) -> ResolvingCall {
    callsInFlight += 1
    let batch = returns.takeBatch(QueueLimits.batchCount, now: now)
    return .giveBack(
      batch.map { ($0.ticket, VisibilityChange(handle: entries[$0.ticket]?.handle ?? "", timeout: $0.delay)) })
  }

  /// Takes in what became of a call.
  ///
  /// - Parameter failures: by receipt handle.
  mutating func called(_ call: ResolvingCall, failures: [String: QueueError], now: Instant) -> ConsumerEffects {
    var effects = ConsumerEffects()
    callsInFlight -= 1
    switch call {
    case .delete(let batch):
      var hasFailed = false
      for item in batch {
        if let error = failures[item.handle] {
          hasFailed = deleteFailed(item.ticket, error, now: now, &effects) || hasFailed
        } else {
          entries[item.ticket] = nil
          counters.acknowledged += 1
        }
      }
      hasFailed ? deletes.failed(options.backOff, now: now) : deletes.succeeded()
      if !hasFailed { forgetErrors(of: "delete") }
    case .giveBack(let batch):
      var hasFailed = false
      for item in batch {
        if let error = failures[item.change.handle], error.code != .invalidHandle {
          hasFailed = true
          returnFailed(item.ticket, item.change.timeout, error, now: now, &effects)
        } else {
          entries[item.ticket] = nil
          counters.givenBack += 1
          // The delay has begun with the call, not when it was asked for.
          idleness.noteReturn(dueAt: now + item.change.timeout)
        }
      }
      hasFailed ? returns.failed(options.backOff, now: now) : returns.succeeded()
      if !hasFailed { forgetErrors(of: "give back") }
    }
    effects.wakes.insert(.resolver)
    settled(&effects)
    return effects
  }

  /// Whether the deletion is to be tried again.
  private mutating func deleteFailed(
    _ ticket: Ticket, _ error: QueueError, now: Instant, _ effects: inout ConsumerEffects
  ) -> Bool {
    if error.code == .invalidHandle {
      let id = entries[ticket]?.messageID ?? ""
      entries[ticket] = nil
      counters.lost += 1
      effects.events.append(
        PipelineEvent(
          .warning, "acknowledged-late",
          "message \(id) was done, but had been given to someone else meanwhile; it may be done twice",
          [("message-id", .text(id))]))
      return false
    }
    tell(error, doing: "delete", &effects)
    deletes.add(ticket, now: now)
    if error.code == .accessDenied || error.code == .notFound { fail(error, now: now, &effects) }
    return true
  }

  private mutating func returnFailed(
    _ ticket: Ticket, _ delay: Duration, _ error: QueueError, now: Instant, _ effects: inout ConsumerEffects
  ) {
    tell(error, doing: "give back", &effects)
    returns.add(ticket, delay: delay, now: now)
    if error.code == .accessDenied || error.code == .notFound { fail(error, now: now, &effects) }
  }
}
