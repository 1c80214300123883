import GRDB

extension SQLiteLedger {
  package func schema(of dataset: String) async throws -> StoredSchema? {
    try await read { try SQLiteLedger.newestSchema(of: dataset, in: $0) }
  }

  package func putSchema(_ body: String, version: Int, of dataset: String) async throws -> SchemaOutcome {
    try await write { db, now in
      let newest = try SQLiteLedger.newestSchema(of: dataset, in: db)
      guard version == (newest?.version ?? 0) + 1 else { return .conflict(newest) }
      try db.execute(
        sql: "INSERT INTO schemas (dataset, version, body, created_at) VALUES (?, ?, ?, ?)",
        arguments: [dataset, version, body, now])
      return .stored
    }
  }

  package func schemaHistory(of dataset: String) async throws -> [StoredSchema] {
    try await read { db in
      try Row.fetchAll(
        db, sql: "SELECT dataset, version, body, created_at FROM schemas WHERE dataset = ? ORDER BY version",
        arguments: [dataset]
      ).map(SQLiteLedger.schema(from:))
    }
  }

  private static func newestSchema(of dataset: String, in db: Database) throws -> StoredSchema? {
    try Row.fetchOne(
      db,
      sql: "SELECT dataset, version, body, created_at FROM schemas WHERE dataset = ? ORDER BY version DESC LIMIT 1",
      arguments: [dataset]
    ).map(schema(from:))
  }

  private static func schema(from row: Row) -> StoredSchema {
    let createdAt: LedgerTime = row[3]
    return StoredSchema(dataset: row[0], version: row[1], body: row[2], createdAt: createdAt.date)
  }
}
