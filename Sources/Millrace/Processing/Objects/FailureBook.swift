internal import MillraceStorage
internal import Synchronization

/// Counts in the ledger how often objects have failed, in whatever run.
final class FailureBook: Sendable {
  private let ledger: any ClaimStore
  private let pipeline: String
  /// Those that this run has counted: for the others there is nothing to forget.
  private let counted = Mutex<Set<String>>([])

  init(ledger: any ClaimStore, pipeline: String) {
    self.ledger = ledger
    self.pipeline = pipeline
  }

  /// Counts a failure of a version of an object that is claimed; the answer is how many there are now.
  func count(_ place: ObjectPlace) async throws -> Int {
    let name = name(of: place)
    let count = (try await ledger.checkpoint(name, of: pipeline).flatMap { Int($0) } ?? 0) + 1
    try await ledger.setCheckpoint("\(count)", named: name, of: pipeline)
    counted.withLock { _ = $0.insert(name) }
    return count
  }

  /// Forgets the failures of an object that is done.
  func forget(_ place: ObjectPlace) async throws {
    let name = name(of: place)
    guard counted.withLock({ $0.contains(name) }) else { return }
    try await ledger.removeCheckpoints([name], of: pipeline)
    counted.withLock { _ = $0.remove(name) }
  }

  private func name(of place: ObjectPlace) -> String {
    "failures:\(MessageIdentity.text(pipeline: pipeline, address: place.address, version: place.version))"
  }
}

/// Who counts how often an object was tried.
enum AttemptCount: Sendable {
  /// The queue that told of it, which takes away what fails too often.
  case byQueue
  /// That queue, but it takes nothing away: so often the message was received, this time included.
  case receipts(Int)
  /// The ledger.
  case byLedger
}
