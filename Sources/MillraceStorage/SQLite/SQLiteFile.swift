import Foundation
import GRDB

/// One SQLite file of ours that is opened, or made: checked not to be another program's, and brought to the newest layout.
struct SQLiteFile {
  struct Options {
    /// How long a call waits for another process, in seconds.
    var busyTimeout: TimeInterval
    /// Memory for pages, of each connection, in KiB.
    var cacheKibibytes: Int
    var maximumReaders: Int
    /// Whether a commit survives a power failure.
    var isDurable = true
  }

  let path: String
  let kind: SQLiteFileKind

  /// Opens the file, and makes it if there is none. Its folder must exist. Blocks.
  ///
  /// - Throws: ``SQLiteFileFault``, or an error of SQLite.
  func open(_ options: Options) throws -> DatabasePool {
    try checkFolder()
    let deadline = Date(timeIntervalSinceNow: options.busyTimeout)
    while true {
      do {
        return try attempt(options)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && Date() < deadline {
        // Where two make the file at the same time, or one died over it, SQLite does not wait: each might wait for the other.
        Thread.sleep(forTimeInterval: 0.02)
      }
    }
  }

  private func attempt(_ options: Options) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.label = "millrace.\(kind.label)"
    configuration.maximumReaderCount = options.maximumReaders
    configuration.busyMode = .timeout(options.busyTimeout)
    configuration.prepareDatabase { [self] db in
      // Only a file that is still empty takes a page size.
      try db.execute(sql: "PRAGMA page_size = 4096")
      try db.execute(sql: "PRAGMA cache_size = -\(options.cacheKibibytes)")
      try refuseForeign(db)
    }
    let pool = try DatabasePool(path: path, configuration: configuration)
    try pool.writeWithoutTransaction { db in
      // GRDB has chosen NORMAL, under which a commit can be lost in a power failure.
      try db.execute(sql: "PRAGMA synchronous = \(options.isDurable ? "FULL" : "OFF")")
      // In pages. The default of 1,000 moves the same pages to the main file too often; what is written and deleted before a
      // checkpoint never reaches it.
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
      try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
    }
    try migrate(pool)
    return pool
  }

  private func checkFolder() throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
      throw SQLiteFileFault(code: .unusable, message: "The \(kind.name) \(path) is a directory. Name a file.")
    }
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory), isDirectory.boolValue else {
      throw SQLiteFileFault(
        code: .unusable,
        message: "The \(kind.name) \(path) cannot be made: there is no directory \(folder). Make it first.")
    }
  }

  private func refuseForeign(_ db: Database) throws {
    // In this order: another process may be making the file, and then both appear at once. The table of migrations and
    // its index come a moment before.
    let tables =
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'grdb_%' AND name NOT LIKE 'sqlite_%'") ?? 0
    let mark = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    if mark == kind.mark { return }
    if let other = SQLiteFileKind.all.first(where: { $0.mark == mark }) {
      throw SQLiteFileFault(
        code: .foreign,
        message:
          "\(path) is a \(other.name), and a \(kind.name) needs a file of its own. Name another one; this is untouched."
      )
    }
    if mark != 0 || tables > 0 {
      throw SQLiteFileFault(
        code: .foreign,
        message: "\(path) is an SQLite database of another program, not a \(kind.name). Name another file; this one is "
          + "untouched.")
    }
  }

  private func migrate(_ pool: DatabasePool) throws {
    let migrator = kind.makeMigrator()
    if try pool.read({ db in
      try db.tableExists("grdb_migrations") && migrator.hasBeenSuperseded(db)
    }) {
      throw SQLiteFileFault(
        code: .newer,
        message:
          "The \(kind.name) \(path) was changed by a newer version of millrace. Use that version, or another file.")
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
