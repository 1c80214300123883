internal import MillraceStorage
internal import Synchronization

/// The objects of one page, handed out to several workers.
final class PageOfObjects: Sendable {
  private let rest: Mutex<ArraySlice<ObjectInfo>>

  init(_ objects: [ObjectInfo]) {
    rest = Mutex(objects[...])
  }

  func next() -> ObjectInfo? { rest.withLock { $0.popFirst() } }
}

/// Counts how often objects that fail were tried in this run.
final class AttemptBook: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  /// The number of the attempt that is about to be made, from 1.
  func next(_ item: String) -> Int {
    counts.withLock { counts in
      counts[item, default: 0] += 1
      return counts[item, default: 1]
    }
  }

  func forget(_ item: String) {
    counts.withLock { $0[item] = nil }
  }
}
