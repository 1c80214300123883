internal import MillraceStorage

/// Which messages of a call were handed out, and what has become of them.
struct InvocationQueueState: Sendable {
  enum Status: Sendable {
    case waiting
    case handedOut
    case done
    case failed
  }

  let messages: [ReceivedMessage]
  private(set) var statuses: [Status]
  private let indices: [String: Int]
  private var next = 0
  private var unresolved: Int

  /// - Parameter messages: whose receipt handles differ.
  init(_ messages: [ReceivedMessage]) {
    self.messages = messages
    statuses = Array(repeating: .waiting, count: messages.count)
    indices = Dictionary(messages.enumerated().map { ($1.receiptHandle, $0) }) { first, _ in first }
    unresolved = messages.count
  }

  /// Whether every message was done or has failed.
  var isResolved: Bool { unresolved == 0 }

  var hasWaiting: Bool { next < messages.count }

  mutating func take(_ count: Int) -> [ReceivedMessage] {
    var taken: [ReceivedMessage] = []
    while taken.count < count, next < messages.count {
      if statuses[next] == .waiting {
        statuses[next] = .handedOut
        taken.append(messages[next])
      }
      next += 1
    }
    return taken
  }

  mutating func finish(_ handle: String) {
    resolve(indices[handle], as: .done)
  }

  /// Notes a failure; those of its group that are behind it and have not been handed out have failed, too.
  mutating func fail(_ handle: String) {
    guard let index = indices[handle] else { return }
    resolve(index, as: .failed)
    guard let group = messages[index].group else { return }
    for later in messages.indices where later > index && messages[later].group == group && statuses[later] == .waiting {
      resolve(later, as: .failed)
    }
  }

  private mutating func resolve(_ index: Int?, as status: Status) {
    guard let index, statuses[index] == .waiting || statuses[index] == .handedOut else { return }
    statuses[index] = status
    unresolved -= 1
  }

  /// The messages that are not done. On FIFO queues that is also what stands behind such a message in its group.
  var unfinished: [ReceivedMessage] {
    var broken: Set<String> = []
    return zip(messages, statuses).compactMap { message, status in
      let isHeldBack = message.group.map(broken.contains) ?? false
      if status == .done, !isHeldBack { return nil }
      if let group = message.group { broken.insert(group) }
      return message
    }
  }
}
