import GRDB

extension SQLiteLedger {
  package func checkpoint(_ name: String, of pipeline: String) async throws -> String? {
    try await read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT body FROM checkpoints JOIN pipelines ON pipelines.id = checkpoints.pipeline_id
          WHERE pipelines.name = ? AND checkpoints.name = ?
          """, arguments: [pipeline, name])
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
