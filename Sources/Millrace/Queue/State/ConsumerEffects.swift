/// What is to be done once the state's lock is free.
struct ConsumerEffects: Sendable {
  /// Which loops are to look again.
  struct Wakes: OptionSet {
    let rawValue: Int
    static let timekeeper = Wakes(rawValue: 1)
    static let resolver = Wakes(rawValue: 2)
    static let end = Wakes(rawValue: 4)
  }

  var wakes: Wakes = []
  /// Receivers that have something to do.
  var receivers: [Int] = []
  /// Who gets which message; nil: there will be none.
  var handovers: [(MessageWaiter, HeldMessage?)] = []
  var events: [PipelineEvent] = []
}

/// Someone who waits for a message.
struct MessageWaiter: Sendable {
  let id: Int
  let continuation: CheckedContinuation<HeldMessage?, Never>
}
