import Dispatch
import GRDB
import Synchronization

/// Runs the changes of many callers in common transactions, so that they share the cost of a commit.
///
/// A transaction waits for the disk if any of its changes has to. While one transaction waits for the disk, the changes for the next one gather. A change that throws before it has changed
/// anything fails alone; an error of the database fails all that share its transaction, and none of them has happened.
final class SharedTransactions: Sendable {
  /// Changes in one transaction, so that other processes come in between.
  private static let limit = 64

  private struct Change: Sendable {
    var isDurable: Bool
    /// Throws only what concerns all changes of the transaction.
    var run: @Sendable (Database) throws -> Void
    /// Told, once the transaction has ended, why it failed; nil if it did not.
    var finish: @Sendable ((any Error)?) -> Void
  }

  private struct State {
    var waiting: [Change] = []
    var isRunning = false
    /// What the connection is set to; only the thread that runs transactions changes it.
    var waitsForDisk: Bool
  }

  private let pool: DatabasePool
  private let canWaitForDisk: Bool
  private let state: Mutex<State>
  private let thread = DispatchQueue(label: "millrace.queues.write")

  /// - Parameter waitsForDisk: whether commits wait for the disk (`synchronous = FULL`), which the connection must be set to.
  init(pool: DatabasePool, waitsForDisk: Bool) {
    self.pool = pool
    canWaitForDisk = waitsForDisk
    state = Mutex(State(waitsForDisk: waitsForDisk))
  }

  /// - Parameter isDurable: whether the change must survive a power failure. If not, it survives the end of the process.
  func run<Value: Sendable>(
    isDurable: Bool, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let result = Mutex<Result<Value, any Error>?>(nil)
      enqueue(
        Change(
          isDurable: isDurable,
          run: { db in
            do {
              let value = try body(db)
              result.withLock { $0 = .success(value) }
            } catch let error as QueueError {
              result.withLock { $0 = .failure(error) }
            }
          },
          finish: { error in
            if let error { return continuation.resume(throwing: error) }
            guard let result = result.withLock({ $0 }) else {
              return continuation.resume(throwing: CancellationError())
            }
            continuation.resume(with: result)
          }))
    }
  }

  private func enqueue(_ change: Change) {
    let mustStart = state.withLock { state in
      state.waiting.append(change)
      defer { state.isRunning = true }
      return !state.isRunning
    }
    if mustStart { thread.async { [self] in drain() } }
  }

  private func drain() {
    while let changes = next() {
      var failure: (any Error)?
      do {
        try pool.writeWithoutTransaction { db in
          try setDurability(changes.contains(where: \.isDurable), of: db)
          try db.inTransaction(.immediate) {
            for change in changes { try change.run(db) }
            return .commit
          }
        }
      } catch {
        failure = error
      }
      for change in changes { change.finish(failure) }
    }
  }

  /// In WAL mode a commit under NORMAL is only written, and reaches the disk with the next one under FULL.
  private func setDurability(_ isDurable: Bool, of db: Database) throws {
    guard canWaitForDisk, state.withLock({ $0.waitsForDisk }) != isDurable else { return }
    try db.execute(sql: "PRAGMA synchronous = \(isDurable ? "FULL" : "NORMAL")")
    state.withLock { $0.waitsForDisk = isDurable }
  }

  /// Nil, and no longer running, when nothing waits.
  private func next() -> [Change]? {
    state.withLock { state in
      if state.waiting.isEmpty {
        state.isRunning = false
        return nil
      }
      let changes = Array(state.waiting.prefix(SharedTransactions.limit))
      state.waiting.removeFirst(changes.count)
      return changes
    }
  }
}
