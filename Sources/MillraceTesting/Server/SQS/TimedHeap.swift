/// Numbers with the times at which they are due; the earliest first. Entries are not removed when they become void:
/// whoever takes one out compares it with what it knows.
struct TimedHeap: Sendable {
  struct Entry: Sendable {
    var time: Int64
    var number: UInt64
  }

  private var entries: [Entry] = []

  var first: Entry? { entries.first }

  mutating func insert(_ number: UInt64, at time: Int64) {
    entries.append(Entry(time: time, number: number))
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if entries[parent].time <= entries[child].time { return }
      entries.swapAt(parent, child)
      child = parent
    }
  }

  /// Takes out the earliest if it is due.
  mutating func pop(until now: Int64) -> Entry? {
    guard let top = entries.first, top.time <= now else { return nil }
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      sink()
    }
    return top
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var smallest = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < entries.count && entries[child].time < entries[smallest].time {
        smallest = child
      }
      if smallest == parent { return }
      entries.swapAt(smallest, parent)
      parent = smallest
    }
  }
}
