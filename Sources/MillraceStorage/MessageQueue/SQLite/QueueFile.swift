import Foundation
import GRDB
import Synchronization

/// One SQLite file with queues and topics. Whatever a process opens in a file shares one of these.
///
/// What was sent or deleted stays so after a power failure (`synchronous = FULL` in WAL mode). Receipts do not wait for the
/// disk: one that a power failure undoes leaves the message in the queue, to be received again.
final class QueueFile: Sendable {
  let path: String
  let pool: DatabasePool
  let arrivals = ArrivalSignal()
  let transactions: SharedTransactions
  private let identity: FileIdentity?

  private init(path: String, options: QueueFileOptions) throws {
    self.path = path
    pool = try SQLiteFile(path: path, kind: .queues).open(
      SQLiteFile.Options(
        busyTimeout: options.busyTimeout, cacheKibibytes: options.cacheKibibytes, maximumReaders: 1,
        isDurable: options.isDurable))
    transactions = SharedTransactions(pool: pool, waitsForDisk: options.isDurable)
    identity = FileIdentity(path: path)
  }

  private struct Reference {
    weak var file: QueueFile?
  }

  private static let files = Mutex<[String: Reference]>([:])

  /// The file at a path, opened or made unless this process has it open. Its folder must exist. Blocks.
  ///
  /// - Parameter options: count only for the first use in a process.
  static func shared(at path: String, options: QueueFileOptions) throws -> QueueFile {
    let path = URL(fileURLWithPath: path).standardizedFileURL.path
    return try files.withLock { files in
      if let file = files[path]?.file, file.isInPlace { return file }
      do {
        let file = try QueueFile(path: path, options: options)
        files[path] = Reference(file: file)
        return file
      } catch {
        throw QueueError.from(error, path: path)
      }
    }
  }

  /// Runs a change in a transaction that other callers may share. It must not throw after it has changed something.
  ///
  /// - Parameter isDurable: whether it must survive a power failure.
  func write<Value: Sendable>(
    isDurable: Bool = true, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    do {
      return try await transactions.run(isDurable: isDurable) { [self] db in
        try checkIdentity()
        return try body(db)
      }
    } catch {
      throw QueueError.from(error, path: path)
    }
  }

  /// Reads one consistent state.
  func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await pool.read(body)
    } catch {
      throw QueueError.from(error, path: path)
    }
  }

  private struct Version {
    var number: Int
    var seenAt: ContinuousClock.Instant
  }

  private let lastVersion = Mutex<Version?>(nil)

  /// A number that changes when another process has changed the file. Many who ask at once share an answer.
  ///
  /// - Parameter age: how old the answer may be.
  func version(notOlderThan age: Duration) async throws -> Int {
    if let last = lastVersion.withLock({ $0 }), last.seenAt.duration(to: .now) < age { return last.number }
    do {
      return try await pool.writeWithoutTransaction { [self] in try version($0) }
    } catch {
      throw QueueError.from(error, path: path)
    }
  }

  func version(_ db: Database) throws -> Int {
    let number = try Int.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0
    lastVersion.withLock { $0 = Version(number: number, seenAt: .now) }
    return number
  }

  private var isInPlace: Bool { FileIdentity(path: path) == identity }

  /// SQLite goes on writing to a file that was deleted or replaced, and all of it would be lost.
  private func checkIdentity() throws {
    guard isInPlace else {
      throw QueueError(
        .unavailable,
        "The queue file \(path) was moved, deleted or replaced while in use. Put it back, or restart with a new one.")
    }
  }
}
