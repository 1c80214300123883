package import MillraceStorage
internal import Synchronization

/// A topic without subscribers, which remembers what it was told.
package final class RecordingTopic: Topic {
  private let published = Mutex<[OutgoingMessage]>([])

  package init() {}

  package var location: String { "memory:topic" }

  /// Everything that was published, in order.
  package var messages: [OutgoingMessage] { published.withLock { $0 } }

  /// The stable identities of the messages.
  package var ids: [String] {
    messages.compactMap { message in
      if case .text(let id) = message.attributes["millrace-id"]?.value { id } else { nil }
    }
  }

  package func publish(_ messages: [OutgoingMessage]) async throws -> [SendOutcome] {
    published.withLock { published in
      published += messages
      return messages.indices.map { .sent(id: "\(published.count - messages.count + $0)") }
    }
  }
}
