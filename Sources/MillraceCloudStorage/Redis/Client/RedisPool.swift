import Foundation
import MillraceStorage
import Synchronization

/// A bounded number of connections, each on a thread of its own, so that the cooperative pool never waits for the server.
///
/// What could not be answered is sent again on a new connection, with pauses that grow, until patience is at its end. So
/// whatever is sent must stand being done twice, as the scripts of ``RedisLedger`` do.
final class RedisPool: Sendable {
  let address: RedisAddress
  private let options: RedisOptions
  private let queue = RedisJobQueue()
  private let place: RedisPlace
  private let workers = Mutex(0)

  init(address: RedisAddress, options: RedisOptions) {
    self.address = address
    self.options = options
    place = RedisPlace(address)
  }

  deinit {
    queue.close()
  }

  /// Runs commands one behind the other on one connection. Throws ``LedgerError``; what the server has to say against a
  /// command is in its reply.
  func run(_ commands: [RedisCommand]) async throws -> [RedisReply] {
    try await withCheckedThrowingContinuation { continuation in
      switch queue.push(RedisJob(commands: commands, continuation: continuation)) {
      case .taken: break
      case .takenButUnattended: addWorker()
      case .closed:
        continuation.resume(
          throwing: LedgerError(.unavailable, "The ledger \(address.description) is closed."))
      }
    }
  }

  /// Ends the threads once what was asked for is done.
  func close() {
    queue.close()
  }

  private func addWorker() {
    let number = workers.withLock { count -> Int? in
      guard count < max(1, options.maximumConnections) else { return nil }
      count += 1
      return count
    }
    guard let number else { return }
    let thread = Thread { [queue, place, options] in
      var worker = RedisWorker(place: place, options: options)
      while let job = queue.pop() { worker.perform(job) }
    }
    thread.name = "millrace.redis.\(number)"
    thread.start()
  }
}
