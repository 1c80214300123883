internal import MillracePacking
internal import MillraceStorage

/// What came out of a file, in its order, from the first item on that the ledger does not know.
struct FileItems: Sendable {
  enum Status: Sendable {
    /// It waits, or is being sent.
    case open
    /// The queue has it.
    case sent
    /// It is for quarantine.
    indirect case bad(BadRecordEntry)
    /// It will not be sent: the run is ending.
    case dropped
  }

  struct Item: Sendable {
    var status: Status
    /// Where to go on when this item and all before it are done; nil: that cannot be said here.
    var position: PackingPosition?
    /// The batch whose place it holds.
    var batch: Int?
  }

  let file: ClaimedFile
  /// Set when no more items come.
  var end: FileEnd?
  /// Items that are ``Status/open``.
  private(set) var openCount = 0
  private(set) var hasDropped = false
  private var items: [Item] = []
  private var firstNumber = 0

  init(_ file: ClaimedFile) {
    self.file = file
  }

  var isResolved: Bool { end != nil && openCount == 0 }

  /// Adds an item; the answer is its number.
  mutating func append(_ status: Status, position: PackingPosition?) -> Int {
    if case .open = status { openCount += 1 }
    items.append(Item(status: status, position: position))
    return firstNumber + items.count - 1
  }

  mutating func assign(_ number: Int, to batch: Int) {
    items[number - firstNumber].batch = batch
  }

  /// Says what became of an open item; the answer is whether nothing of the file is open any more.
  mutating func resolve(_ number: Int, as status: Status) -> Bool {
    items[number - firstNumber].status = status
    openCount -= 1
    if case .dropped = status { hasDropped = true }
    return isResolved
  }

  /// The items at the beginning that are done.
  private var done: ArraySlice<Item> {
    items.prefix { item in
      switch item.status {
      case .sent, .bad: true
      case .open, .dropped: false
      }
    }
  }

  /// What the ledger can be told.
  ///
  /// - Parameter cut: whether it ends where reading could go on.
  func report(cut: Bool) -> (count: Int, position: PackingPosition?, bad: [BadRecordEntry]) {
    var done = done
    if cut { done = done[..<(done.lastIndex { $0.position != nil }.map { $0 + 1 } ?? done.startIndex)] }
    let bad = done.compactMap { item in if case .bad(let entry) = item.status { entry } else { nil } }
    return (done.count, done.last { $0.position != nil }?.position, bad)
  }

  /// Forgets items that the ledger knows; the answer is how many places they held in which batches.
  mutating func removeFirst(_ count: Int) -> [Int: Int] {
    let places = Self.places(items.prefix(count))
    items.removeFirst(count)
    firstNumber += count
    return places
  }

  /// How many places the items hold in which batches.
  var places: [Int: Int] { Self.places(items[...]) }

  private static func places(_ items: ArraySlice<Item>) -> [Int: Int] {
    items.reduce(into: [:]) { places, item in
      if let batch = item.batch { places[batch, default: 0] += 1 }
    }
  }
}
