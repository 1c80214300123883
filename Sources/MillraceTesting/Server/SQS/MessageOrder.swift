/// In which order the messages of a queue that can be received are handed out.
///
/// Standard queues: as they became visible. FIFO queues: group by group, in the order of sending, and nothing of a group
/// while a message of it is in flight.
struct MessageOrder: Sendable {
  private struct Group: Sendable {
    /// In ascending order.
    var waiting: [UInt64] = []
    var inFlight = 0
    var isQueued = false
  }

  private let isFIFO: Bool
  private var ready = FirstInFirstOut<UInt64>()
  private var groups: [String: Group] = [:]
  private var readyGroups = FirstInFirstOut<String>()

  init(isFIFO: Bool) { self.isFIFO = isFIFO }

  /// A message became visible.
  mutating func append(_ number: UInt64, group: String?) {
    guard isFIFO, let group else { return ready.append(number) }
    var entry = groups[group, default: Group()]
    let place = entry.waiting.firstIndex { $0 > number } ?? entry.waiting.endIndex
    entry.waiting.insert(number, at: place)
    groups[group] = entry
    enqueue(group)
  }

  /// A message that was in flight is in flight no longer.
  mutating func release(group: String?) {
    guard isFIFO, let group else { return }
    groups[group]?.inFlight -= 1
    enqueue(group)
  }

  private mutating func enqueue(_ group: String) {
    guard var entry = groups[group], entry.inFlight == 0, !entry.isQueued else { return }
    if entry.waiting.isEmpty {
      groups[group] = nil
    } else {
      entry.isQueued = true
      groups[group] = entry
      readyGroups.append(group)
    }
  }

  /// Takes the next messages, at most `limit`. FIFO queues answer with messages of one group, those that follow one another.
  mutating func take(_ limit: Int) -> (numbers: [UInt64], group: String?) {
    var taken: [UInt64] = []
    if !isFIFO {
      while taken.count < limit, let number = ready.popFirst() { taken.append(number) }
      return (taken, nil)
    }
    guard let group = readyGroups.popFirst(), var entry = groups[group] else { return ([], nil) }
    taken = Array(entry.waiting.prefix(limit))
    entry.waiting.removeFirst(taken.count)
    entry.inFlight += taken.count
    entry.isQueued = false
    groups[group] = entry
    return (taken, group)
  }

  /// Lets a later message overtake: how standard queues may behave.
  mutating func shuffle(_ offset: Int) {
    if !isFIFO { ready.bringForward(offset) }
  }

  var readyCount: Int { ready.count }
}
