internal import MillraceStorage

/// Messages that others have received: someone works on them, or has died over them, and then they come back.
extension ConsumerState {
  /// Takes in what an empty queue holds, roughly. The consumer stops where nothing is hidden; otherwise it goes on receiving, until
  /// all that was hidden has had the time to come back.
  mutating func examined(_ queue: QueueAttributes?, of location: String, now: Instant) -> ConsumerEffects {
    var effects = ConsumerEffects()
    guard isIdle, !isStopping else { return effects }
    guard let queue, queue.inFlight > 0 else {
      stop(now: now, &effects)
      return effects
    }
    let since = hiddenSince ?? now
    let limit = max(queue.visibilityTimeout, options.longestReturn)
    if hiddenSince == nil { effects.events.append(Self.waiting(for: queue, limit, location)) }
    hiddenSince = since
    // A message that was received a moment before comes back last, and then a receive has to bring it.
    guard since + limit + options.idleWait <= now else { return effects }
    effects.events.append(
      PipelineEvent(
        .info, "messages-held",
        "\(EventText.counted(queue.inFlight, "message")) of \(location), by the queue's own count, are still held by someone and "
          + "left to them", [("messages", .number(Int64(queue.inFlight)))]))
    stop(now: now, &effects)
    return effects
  }

  private static func waiting(for queue: QueueAttributes, _ limit: Duration, _ location: String) -> PipelineEvent {
    PipelineEvent(
      .info, "messages-hidden",
      "\(location) is empty, but hides \(EventText.counted(queue.inFlight, "message")), by its own count, that someone has received: "
        + "waiting for them, for \(DurationText.render(limit)) at most",
      [("messages", .number(Int64(queue.inFlight)))])
  }
}
