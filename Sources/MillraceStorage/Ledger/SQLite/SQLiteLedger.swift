import Dispatch
package import Foundation
import GRDB

/// The embedded ledger: one SQLite file, which several pipelines and processes may share.
///
/// Commits are synchronous (`synchronous = FULL` in WAL mode), so what a call reports as done survives a power failure.
/// Each call waits for other processes up to a limit, off the cooperative pool, and then throws
/// ``LedgerError/Code/locked``. The file must be on a local disk: SQLite's locks do not work over network file systems.
package final class SQLiteLedger: Ledger {
  package struct Options: Sendable {
    /// How long a call waits for another process, in seconds.
    package var busyTimeout: TimeInterval = 30
    /// Memory for pages, of each connection, in KiB. There are one writer and up to two readers.
    package var cacheKibibytes: Int = 8192

    package init() {}
  }

  let path: String
  let clock: any WallClock
  let pool: DatabasePool
  private let identity: FileIdentity?

  private init(path: String, clock: any WallClock, options: Options) throws {
    self.path = path
    self.clock = clock
    pool = try SQLiteFile(path: path, kind: .ledger).open(
      SQLiteFile.Options(
        busyTimeout: options.busyTimeout, cacheKibibytes: options.cacheKibibytes, maximumReaders: 2))
    identity = FileIdentity(path: path)
  }

  /// Opens a ledger, and makes it if there is none. Its folder must exist.
  package static func open(
    at path: String, clock: any WallClock = SystemWallClock(), options: Options = Options()
  ) async throws -> SQLiteLedger {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            do {
              return try SQLiteLedger(path: path, clock: clock, options: options)
            } catch {
              throw LedgerError.from(error, path: path)
            }
          })
      }
    }
  }

  /// Moves the write-ahead log into the file and ends all use of it. Nothing is lost if it is not called.
  package func close() throws {
    do {
      // If another process is reading, the log stays for the next one.
      _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
      try pool.close()
    } catch {
      throw LedgerError.from(error, path: path)
    }
  }

  /// SQLite's `synchronous` setting of the connection that writes: 2 is `FULL`.
  package func synchronousLevel() async throws -> Int {
    try await pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? 0 }
  }

  /// Reads one consistent state.
  func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await pool.read(body)
    } catch {
      throw LedgerError.from(error, path: path)
    }
  }

  /// Runs a transaction that no other writer, of any process, runs beside. The time is taken once it holds the lock.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (Database, _ now: LedgerTime) throws -> Value
  ) async throws -> Value {
    do {
      return try await pool.write { [self] db in
        try checkIdentity()
        return try body(db, LedgerTime(clock.now))
      }
    } catch {
      throw LedgerError.from(error, path: path)
    }
  }

  /// SQLite goes on writing to a file that was deleted or replaced, and all of it would be lost.
  private func checkIdentity() throws {
    guard FileIdentity(path: path) == identity else {
      throw LedgerError(
        .unavailable,
        "The ledger \(path) was moved, deleted or replaced while in use. Put it back, or restart with a new one: "
          + "outputs are named by their content, so nothing is written twice.")
    }
  }
}
