import MillraceStorage
import Synchronization

/// Says which messages of a ``FaultyQueue`` are delivered a second time, by the next receive, though they are in flight: as
/// standard queues do now and then.
package final class DuplicationPlan: Sendable {
  private struct State {
    var period = 0
    var received = 0
    var due: [ReceivedMessage] = []
  }

  private let state = Mutex(State())

  package init() {}

  /// Every so many messages, one comes twice; 1: each does; 0: none, which is how it begins.
  package func repeatEvery(_ period: Int) {
    state.withLock { $0.period = period }
  }

  func note(_ messages: [ReceivedMessage]) {
    state.withLock { state in
      for message in messages {
        state.received += 1
        if state.period > 0 && state.received.isMultiple(of: state.period) { state.due.append(message) }
      }
    }
  }

  /// Nil if nothing is to be delivered again.
  func due(_ maximum: Int) -> [ReceivedMessage]? {
    state.withLock { state in
      let messages = Array(state.due.prefix(maximum))
      state.due.removeFirst(messages.count)
      return messages.isEmpty ? nil : messages
    }
  }
}
