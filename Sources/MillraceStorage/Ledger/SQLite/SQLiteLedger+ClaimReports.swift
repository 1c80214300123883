import GRDB

extension SQLiteLedger {
  package func heldItems(of pipeline: String, limit: Int) async throws -> [HeldItem] {
    try await read { db in
      guard let pipelineID = try SQLiteLedger.pipelineID(pipeline, in: db) else { return [] }
      return try Row.fetchAll(
        db,
        sql: """
          SELECT item, owner, claimed_at, lease_until FROM claims INDEXED BY claims_held
          WHERE pipeline_id = ? AND lease_until IS NOT NULL ORDER BY claimed_at, item LIMIT ?
          """, arguments: [pipelineID, max(0, limit)]
      ).map { row in
        let claimedAt: LedgerTime = row[2]
        let until: LedgerTime = row[3]
        return HeldItem(item: row[0], owner: row[1], claimedAt: claimedAt.date, expiresAt: until.date)
      }
    }
  }

  package func claimCounts(of pipeline: String) async throws -> ClaimCounts {
    try await read { [clock] db in
      guard let pipelineID = try SQLiteLedger.pipelineID(pipeline, in: db) else { return ClaimCounts() }
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*) FILTER (WHERE lease_until > ?), count(*) FILTER (WHERE lease_until <= ?),
            (SELECT done_claims FROM pipelines WHERE id = ?)
          FROM claims INDEXED BY claims_held WHERE pipeline_id = ? AND lease_until IS NOT NULL
          """,
        arguments: [LedgerTime(clock.now), LedgerTime(clock.now), pipelineID, pipelineID])
      return row.map { ClaimCounts(held: $0[0], lapsed: $0[1], done: $0[2]) } ?? ClaimCounts()
    }
  }

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

  package func setCheckpoint(_ text: String, named name: String, of pipeline: String) async throws {
    try await write { db, now in
      let pipelineID = try SQLiteLedger.enterPipeline(pipeline, at: now, in: db)
      try db.execute(
        sql: "INSERT OR REPLACE INTO checkpoints (pipeline_id, name, body) VALUES (?, ?, ?)",
        arguments: [pipelineID, name, text])
      try SQLiteLedger.noteActivity(of: pipelineID, at: now, in: db)
    }
  }
}
