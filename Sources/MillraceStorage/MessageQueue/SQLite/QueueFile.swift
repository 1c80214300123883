import Foundation
import GRDB
import Synchronization

/// One SQLite file with queues and topics. Whatever a process opens in a file shares one of these.
///
/// Commits are synchronous (`synchronous = FULL` in WAL mode): what was sent or deleted stays so after a power failure.
final class QueueFile: Sendable {
  let path: String
  let pool: DatabasePool
  let arrivals = ArrivalSignal()
  let transactions: SharedTransactions
  private let identity: FileIdentity?

  private init(path: String, options: QueueFileOptions) throws {
    self.path = path
    pool = try QueueFile.connect(to: path, options: options)
    transactions = SharedTransactions(pool: pool)
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
  func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await transactions.run { [self] db in
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

  /// A number that changes when another process, or another connection, has changed the file.
  func version() async throws -> Int {
    do {
      return try await pool.writeWithoutTransaction { try QueueFile.version($0) }
    } catch {
      throw QueueError.from(error, path: path)
    }
  }

  static func version(_ db: Database) throws -> Int {
    try Int.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0
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
