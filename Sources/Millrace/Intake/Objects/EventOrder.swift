internal import Synchronization

/// Knows the newest event of each key, as far as memory reaches: events come in any order, and one that was overtaken tells of
/// an object that is not there any more.
final class EventOrder: Sendable {
  /// Keys that are remembered. For one that is forgotten the store decides: it refuses what was replaced.
  private static let limit = 200_000

  private struct Newest {
    var sequencer: S3Sequencer
    var etag: String?
    var isRemoval: Bool
  }

  enum Standing: Equatable {
    case current
    /// A later event said that it was replaced.
    case replaced
    /// A later event said that it was deleted.
    case removed
  }

  private let newest = Mutex(BoundedMemory<String, Newest>(limit: limit))

  /// Notes an event, and says whether a later one of the same object is known already.
  func note(_ event: S3Event) -> Standing {
    guard let sequencer = event.sequencer else { return .current }
    return newest.withLock { newest in
      if let known = newest[event.address], sequencer < known.sequencer {
        if known.isRemoval { return .removed }
        return known.etag == event.etag ? .current : .replaced
      }
      newest[event.address] = Newest(sequencer: sequencer, etag: event.etag, isRemoval: event.kind == .removed)
      return .current
    }
  }
}
