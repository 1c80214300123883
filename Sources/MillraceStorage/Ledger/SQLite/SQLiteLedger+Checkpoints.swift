import GRDB

extension SQLiteLedger {
  package func checkpoints(_ names: [String], of pipeline: String) async throws -> [String?] {
    if names.isEmpty { return [] }
    return try await read { db in
      guard let pipelineID = try SQLiteLedger.pipelineID(pipeline, in: db) else { return names.map { _ in nil } }
      let select = try db.cachedStatement(sql: "SELECT body FROM checkpoints WHERE pipeline_id = ? AND name = ?")
      return try names.map { try String.fetchOne(select, arguments: [pipelineID, $0]) }
    }
  }

  package func setCheckpoints(_ checkpoints: [(name: String, text: String)], of pipeline: String) async throws {
    if checkpoints.isEmpty { return }
    try await write { db, now in
      let pipelineID = try SQLiteLedger.enterPipeline(pipeline, at: now, in: db)
      let insert = try db.cachedStatement(
        sql: "INSERT OR REPLACE INTO checkpoints (pipeline_id, name, body) VALUES (?, ?, ?)")
      for (name, text) in checkpoints { try insert.execute(arguments: [pipelineID, name, text]) }
      try SQLiteLedger.noteActivity(of: pipelineID, at: now, in: db)
    }
  }

  package func removeCheckpoints(_ names: [String], of pipeline: String) async throws {
    if names.isEmpty { return }
    try await write { db, _ in
      guard let pipelineID = try SQLiteLedger.pipelineID(pipeline, in: db) else { return }
      let delete = try db.cachedStatement(sql: "DELETE FROM checkpoints WHERE pipeline_id = ? AND name = ?")
      for name in names { try delete.execute(arguments: [pipelineID, name]) }
    }
  }
}
