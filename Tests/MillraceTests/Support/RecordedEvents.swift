import Synchronization

@testable import Millrace

/// Keeps the events of a run.
final class RecordedEvents: EventSink {
  private let events = Mutex<[PipelineEvent]>([])

  func record(_ event: PipelineEvent) { events.withLock { $0.append(event) } }

  var all: [PipelineEvent] { events.withLock { $0 } }
  var names: [String] { all.map(\.name) }

  /// The messages of one kind of event.
  func messages(_ name: String) -> [String] { all.filter { $0.name == name }.map(\.message) }

  /// Waits for an event that is about to come.
  func wait(for name: String, count: Int = 1) async throws {
    while names.count(where: { $0 == name }) < count { try await Task.sleep(for: .milliseconds(5)) }
  }
}
