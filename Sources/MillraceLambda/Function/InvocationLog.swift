internal import Millrace
internal import Synchronization

/// Passes events on, with the id of the call that they belong to, and keeps the first of those that a person should look at, for
/// the answer.
final class InvocationLog: EventSink {
  /// Reasons that are kept.
  private static let limit = 10

  private let events: any EventSink
  private let id: String
  private let kept = Mutex<[String]>([])

  init(_ events: any EventSink, id: String) {
    self.events = events
    self.id = id
  }

  func record(_ event: PipelineEvent) {
    var event = event
    event.fields.append(("request_id", .text(id)))
    if event.level != .info {
      kept.withLock { if $0.count < Self.limit { $0.append(event.message) } }
    }
    events.record(event)
  }

  /// The first warnings and errors.
  var reasons: [String] { kept.withLock { $0 } }
}
