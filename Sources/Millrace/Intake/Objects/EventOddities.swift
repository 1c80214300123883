internal import Synchronization

/// Reports what is odd about events: each thing once, however often its event is delivered.
final class EventOddities: Sendable {
  /// Things that are remembered, so that they are not reported again.
  private static let limit = 50_000

  private let events: any EventSink
  private let reported = Mutex(BoundedMemory<String, Bool>(limit: limit))

  init(events: any EventSink) {
    self.events = events
  }

  /// - Parameters:
  ///   - name: the event's name in logs.
  ///   - identity: what is reported once under that name.
  func report(
    _ name: String, _ identity: String, _ message: String, level: PipelineEvent.Level = .info,
    _ fields: [(name: String, value: PipelineEvent.Value)] = []
  ) {
    let isNew = reported.withLock { reported in
      let key = "\(name)\u{0}\(identity)"
      defer { reported[key] = true }
      return reported[key] == nil
    }
    if isNew { events.record(PipelineEvent(level, name, message, fields)) }
  }
}
