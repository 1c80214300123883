internal import MillraceStorage

/// Finds the new objects that the events of messages tell of, and reports what else they hold.
struct EventSorter: Sendable {
  let match: ObjectMatch
  let readings: KeyReadings
  let order = EventOrder()
  let oddities: EventOddities

  /// The new objects that a message tells of, in its order; nil where its objects lie in a place that cannot be read.
  ///
  /// - Throws: `StoreError` where a store has to be asked and cannot be.
  func objects(of message: S3EventMessage, id: String) async throws -> [ResolvedObject]? {
    if message.isTest {
      oddities.report("s3-test-event", "", "a test event came: notifications are switched on")
    }
    for (index, problem) in message.problems.enumerated() where !message.isForeign {
      oddities.report(
        "event-unreadable", "\(id)#\(index)", "message \(id): \(problem); it is left out", level: .warning,
        [("message-id", .text(id))])
    }
    var objects: [ResolvedObject] = []
    do {
      for event in message.events {
        if let object = try await object(of: event) { objects.append(object) }
      }
    } catch let error as StoreError where [.storeMissing, .invalidKey, .accessDenied].contains(error.code) {
      oddities.report("bucket-unusable", error.message, error.message, level: .warning, [("message-id", .text(id))])
      return nil
    }
    return objects
  }

  private func object(of event: S3Event) async throws -> ResolvedObject? {
    switch event.kind {
    case .other:
      report("event-ignored", event, "\(event.name) of \(event.address): only new objects are work")
      return nil
    case .removed:
      _ = order.note(event)
      report("object-removed", event, "\(event.address) was deleted (\(event.name)); nothing is done about it")
      return nil
    case .created: break
    }
    guard event.keys.contains(where: match.takes), event.keys.first?.hasSuffix("/") == false else {
      oddities.report(
        "entries-skipped", event.bucket,
        "left alone: objects such as \(event.address), \(SkipReason.unmatched.explanation) (said once)")
      return nil
    }
    return try await resolve(event, order.note(event))
  }

  private func resolve(_ event: S3Event, _ standing: EventOrder.Standing) async throws -> ResolvedObject? {
    switch standing {
    case .current: break
    case .replaced:
      report("event-overtaken", event, "\(event.address) was replaced before its event came; the new version counts")
      return nil
    case .removed:
      report("event-overtaken", event, "\(event.address) was deleted before its event came")
      return nil
    }
    guard let object = try await readings.resolve(event) else {
      report("object-gone", event, "\(event.address) was removed before it was taken in", level: .warning)
      return nil
    }
    return object
  }

  private func report(
    _ name: String, _ event: S3Event, _ message: String, level: PipelineEvent.Level = .info
  ) {
    // The same event has one name in S3's own notifications and another in EventBridge's.
    let kind = event.kind == .other ? event.name : "\(event.kind)"
    oddities.report(
      name, "\(event.address) \(kind) \(event.etag ?? "") \(event.sequencer.map { "\($0.hashValue)" } ?? "")",
      message, level: level, [("address", .text(event.address)), ("s3-event", .text(event.name))])
  }
}
