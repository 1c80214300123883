import Foundation
import GRDB

extension QueueFile {
  /// Marks the file as one of queues, in its header: “MLRQ”.
  static let applicationID = 0x4D4C_5251

  static func connect(to path: String, options: QueueFileOptions) throws -> DatabasePool {
    try checkFolder(of: path)
    var configuration = Configuration()
    configuration.label = "millrace.queues"
    configuration.maximumReaderCount = 1
    configuration.busyMode = .timeout(options.busyTimeout)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA page_size = 4096")
      try db.execute(sql: "PRAGMA cache_size = -\(options.cacheKibibytes)")
      try refuseForeignDatabase(db, path: path)
    }
    let pool = try DatabasePool(path: path, configuration: configuration)
    try pool.writeWithoutTransaction { db in
      // GRDB has chosen NORMAL, under which a commit can be lost in a power failure.
      try db.execute(sql: "PRAGMA synchronous = \(options.isDurable ? "FULL" : "OFF")")
      // In pages. What is sent and deleted before a checkpoint never reaches the main file.
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
      try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
    }
    try migrate(pool, path: path)
    return pool
  }

  private static func checkFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
      throw QueueError(.unavailable, "The queue file \(path) is a directory. Name a file.")
    }
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory), isDirectory.boolValue else {
      throw QueueError(
        .unavailable, "The queue file \(path) cannot be made: there is no directory \(folder). Make it first.")
    }
  }

  private static func refuseForeignDatabase(_ db: Database, path: String) throws {
    // In this order: another process may be making the file, and then both appear at once.
    // The table of migrations and its index come a moment before the others.
    let tables =
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'grdb_%' AND name NOT LIKE 'sqlite_%'") ?? 0
    let mark = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    if mark == applicationID { return }
    if mark == SQLiteLedger.applicationID {
      throw QueueError(
        .invalidRequest, "\(path) is a ledger, and queues need a file of their own. Name another file for them.")
    }
    if mark != 0 || tables > 0 {
      throw QueueError(
        .invalidRequest,
        "\(path) is an SQLite database of another program, not one of queues. Name another file; this one is untouched."
      )
    }
  }

  private static func migrate(_ pool: DatabasePool, path: String) throws {
    let migrator = makeMigrator()
    if try pool.read({ db in
      try db.tableExists("grdb_migrations") && migrator.hasBeenSuperseded(db)
    }) {
      throw QueueError(
        .invalidRequest,
        "The queue file \(path) was changed by a newer version of millrace. Use that version, or another file.")
    }
    if try pool.read(migrator.hasCompletedMigrations) { return }
    do {
      try migrator.migrate(pool)
    } catch {
      // Another process may have made the same migration a moment before. Then this finds nothing left to do.
      if case let error as DatabaseError = error, error.resultCode != .SQLITE_ERROR,
        error.resultCode != .SQLITE_CONSTRAINT
      {
        throw error
      }
      try migrator.migrate(pool)
    }
  }
}
