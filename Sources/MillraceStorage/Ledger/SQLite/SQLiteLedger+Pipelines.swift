import GRDB

extension SQLiteLedger {
  static func pipelineID(_ name: String, in db: Database) throws -> Int64? {
    let statement = try db.cachedStatement(sql: "SELECT id FROM pipelines WHERE name = ?")
    return try Int64.fetchOne(statement, arguments: [name])
  }

  static func partitionID(_ name: String, of pipelineID: Int64, in db: Database) throws -> Int64? {
    let statement = try db.cachedStatement(sql: "SELECT id FROM partitions WHERE pipeline_id = ? AND name = ?")
    return try Int64.fetchOne(statement, arguments: [pipelineID, name])
  }

  /// The number of a pipeline, which is entered if it is new.
  static func enterPipeline(_ name: String, at now: LedgerTime, in db: Database) throws -> Int64 {
    if let id = try pipelineID(name, in: db) { return id }
    try db.execute(sql: "INSERT INTO pipelines (name, last_activity) VALUES (?, ?)", arguments: [name, now])
    return db.lastInsertedRowID
  }

  static func enterPartition(_ name: String, of pipelineID: Int64, in db: Database) throws -> Int64 {
    if let id = try partitionID(name, of: pipelineID, in: db) { return id }
    try db.execute(sql: "INSERT INTO partitions (pipeline_id, name) VALUES (?, ?)", arguments: [pipelineID, name])
    return db.lastInsertedRowID
  }

  static func noteActivity(of pipelineID: Int64, at now: LedgerTime, in db: Database) throws {
    let statement = try db.cachedStatement(sql: "UPDATE pipelines SET last_activity = ? WHERE id = ?")
    try statement.execute(arguments: [now, pipelineID])
  }
}
