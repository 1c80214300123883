import GRDB

/// What an SQLite file of ours holds.
struct SQLiteFileKind: Sendable {
  /// What it is called in messages: `ledger`.
  let name: String
  /// What its connections are called.
  let label: String
  /// In the file's header, by which it is known: `application_id`.
  let mark: Int
  /// Every layout the file ever had, in order. A migration that was released is never changed.
  let makeMigrator: @Sendable () -> DatabaseMigrator

  /// “MLRL”.
  static let ledger = SQLiteFileKind(
    name: "ledger", label: "ledger", mark: 0x4D4C_524C, makeMigrator: { SQLiteLedger.makeMigrator() })
  /// “MLRQ”.
  static let queues = SQLiteFileKind(
    name: "queue file", label: "queues", mark: 0x4D4C_5251, makeMigrator: { QueueFile.makeMigrator() })

  static let all = [ledger, queues]
}
