internal import Foundation
package import MillraceStorage
internal import Synchronization

/// The messages that a function was called with, as the queue that a pipeline takes them from.
///
/// Lambda itself deletes and gives back: here a deletion says that a message is done, and a change of visibility that it is not.
/// There is nothing to prolong, so the timeout is longer than any call.
package final class InvocationQueue: FiniteQueue {
  private struct Shared {
    var state: InvocationQueueState
    var nextID = 0
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
  }

  package let location: String
  private let shared: Mutex<Shared>
  private let isFIFO: Bool

  /// - Parameter location: where the messages would come from otherwise.
  package init(_ messages: [ReceivedMessage], location: String) {
    self.location = location
    isFIFO = messages.contains { $0.group != nil }
    shared = Mutex(Shared(state: InvocationQueueState(Self.distinct(messages))))
  }

  /// The messages that are not done, in their order; with those that a FIFO queue must give out after them.
  package var unfinished: [ReceivedMessage] { shared.withLock { $0.state.unfinished } }

  /// Events made by hand repeat their receipt handles.
  private static func distinct(_ messages: [ReceivedMessage]) -> [ReceivedMessage] {
    var seen: Set<String> = []
    return messages.enumerated().map { index, message in
      var message = message
      if !seen.insert(message.receiptHandle).inserted { message.receiptHandle += "#\(index)" }
      return message
    }
  }

  // MARK: MessageQueue

  package func attributes() async throws -> QueueAttributes {
    // Whether there is a dead-letter queue Lambda does not say. It counts the attempts in any case.
    QueueAttributes(
      visibilityTimeout: QueueLimits.longestVisibility, isFIFO: isFIFO,
      redrive: RedrivePolicy(deadLetterQueue: location, maximumReceiveCount: 1000))
  }

  package func send(_ messages: [OutgoingMessage]) async throws -> [SendOutcome] {
    throw QueueError(.invalidRequest, "A call of a function takes no messages.")
  }

  package func receive(maximum: Int, wait: Duration, visibility: Duration?) async throws -> [ReceivedMessage] {
    let taken = shared.withLock { $0.state.take(maximum) }
    if taken.isEmpty { await waitForAll() }
    return taken
  }

  package func delete(_ handles: [String]) async throws -> [HandleFailure] {
    resolve { state in for handle in handles { state.finish(handle) } }
    return []
  }

  package func changeVisibility(_ changes: [VisibilityChange]) async throws -> [HandleFailure] {
    resolve { state in for change in changes { state.fail(change.handle) } }
    return []
  }

  // MARK: Waiting

  private func resolve(_ change: (inout InvocationQueueState) -> Void) {
    let waiters = shared.withLock { shared in
      change(&shared.state)
      guard shared.state.isResolved else { return [CheckedContinuation<Void, Never>]() }
      defer { shared.waiters = [:] }
      return Array(shared.waiters.values)
    }
    for waiter in waiters { waiter.resume() }
  }

  private func waitForAll() async {
    let id = shared.withLock { shared in
      shared.nextID += 1
      return shared.nextID
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = shared.withLock { shared in
          let isOver = shared.state.isResolved || Task.isCancelled
          if !isOver { shared.waiters[id] = continuation }
          return isOver
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      shared.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
    }
  }
}
