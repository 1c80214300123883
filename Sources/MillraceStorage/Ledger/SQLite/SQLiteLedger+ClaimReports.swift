import GRDB

extension SQLiteLedger {
  package func heldItems(of pipeline: String, limit: Int) async throws -> [HeldItem] {
    try await read { db in
      guard let pipelineID = try SQLiteLedger.pipelineID(pipeline, in: db) else { return [] }
      return try Row.fetchAll(
        db,
        sql: """
          SELECT item, owner, claimed_at, lease_until, token FROM claims INDEXED BY claims_held
          WHERE pipeline_id = ? AND lease_until IS NOT NULL ORDER BY claimed_at, item LIMIT ?
          """, arguments: [pipelineID, max(0, limit)]
      ).map { row in
        let claimedAt: LedgerTime = row[2]
        let until: LedgerTime = row[3]
        return HeldItem(
          item: row[0], owner: row[1], token: row[4], claimedAt: claimedAt.date, expiresAt: until.date)
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

  package func states(of items: [String], in pipeline: String) async throws -> [ItemState] {
    if items.isEmpty { return [] }
    return try await read { db in
      guard let pipelineID = try SQLiteLedger.pipelineID(pipeline, in: db) else { return items.map { _ in .unknown } }
      let statement = try db.cachedStatement(
        sql: """
          SELECT owner, claimed_at, lease_until, output, coalesce(done_at, claimed_at), token FROM claims
          WHERE pipeline_id = ? AND item = ?
          """)
      return try items.map { item in
        guard let row = try Row.fetchOne(statement, arguments: [pipelineID, item]) else { return .unknown }
        let claimedAt: LedgerTime = row[1]
        let until: LedgerTime? = row[2]
        let doneAt: LedgerTime = row[4]
        guard let until else { return .done(output: row[3] ?? "", at: doneAt.date) }
        return .held(
          HeldItem(item: item, owner: row[0], token: row[5], claimedAt: claimedAt.date, expiresAt: until.date))
      }
    }
  }
}
