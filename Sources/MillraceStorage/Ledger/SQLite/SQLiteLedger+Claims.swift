package import Foundation
import GRDB

extension SQLiteLedger {
  package func claim(
    _ items: [String], in pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> [ClaimOutcome] {
    if items.isEmpty { return [] }
    return try await write { db, now in
      let pipelineID = try SQLiteLedger.enterPipeline(pipeline, at: now, in: db)
      let outcomes = try items.map { try StoredClaim.find($0, of: pipelineID, in: db)?.outcome(at: now) }
      let wanted = items.indices.filter { outcomes[$0] == nil }
      if wanted.isEmpty { return outcomes.compactMap(\.self) }
      var token = try SQLiteLedger.nextTokens(wanted.count, of: pipelineID, in: db)
      let until = now.adding(duration)
      let insert = try db.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO claims (pipeline_id, item, token, owner, claimed_at, lease_until)
          VALUES (?, ?, ?, ?, ?, ?)
          """)
      // An item that was asked for twice is held by the first of the two.
      var taken: Set<[UInt8]> = []
      return try zip(items, outcomes).map { item, outcome in
        if let outcome { return outcome }
        guard taken.insert(Array(item.utf8)).inserted else { return .held(owner: owner, until: until.date) }
        let claim = Claim(pipeline: pipeline, item: item, owner: owner, token: token, expiresAt: until.date)
        try insert.execute(arguments: [pipelineID, item, token, owner, now, until])
        token += 1
        return .claimed(claim)
      }
    }
  }

  package func renew(_ claims: [Claim], for duration: TimeInterval) async throws -> [Claim] {
    if claims.isEmpty { return [] }
    return try await write { db, now in
      let update = try db.cachedStatement(
        sql: "UPDATE claims SET lease_until = ? WHERE pipeline_id = ? AND item = ? AND token = ?")
      let until = now.adding(duration)
      return try claims.filter { claim in
        guard let stored = try StoredClaim.held(by: claim, in: db), !stored.isDone else { return true }
        try update.execute(arguments: [until, stored.pipelineID, claim.item, claim.token])
        return false
      }
    }
  }

  package func finish(_ claims: [Claim], output: String) async throws -> [Claim] {
    if claims.isEmpty { return [] }
    return try await write { db, now in
      let update = try db.cachedStatement(
        sql: """
          UPDATE claims SET lease_until = NULL, output = ?, done_at = ? WHERE pipeline_id = ? AND item = ? AND token = ?
          """)
      return try claims.filter { claim in
        guard let stored = try StoredClaim.held(by: claim, in: db) else { return true }
        // An answer may have been lost, and the call made again.
        if stored.isDone { return false }
        try update.execute(arguments: [output, now, stored.pipelineID, claim.item, claim.token])
        try SQLiteLedger.addDone(1, to: stored.pipelineID, in: db)
        try SQLiteLedger.noteActivity(of: stored.pipelineID, at: now, in: db)
        return false
      }
    }
  }

  package func release(_ claims: [Claim]) async throws {
    if claims.isEmpty { return }
    try await write { db, _ in
      for claim in claims {
        guard let stored = try StoredClaim.held(by: claim, in: db), !stored.isDone else { continue }
        try SQLiteLedger.deleteClaim(on: claim.item, of: stored.pipelineID, in: db)
      }
    }
  }

  package func forget(_ items: [String], in pipeline: String) async throws {
    if items.isEmpty { return }
    try await write { db, _ in
      guard let pipelineID = try SQLiteLedger.pipelineID(pipeline, in: db) else { return }
      for item in items {
        guard let stored = try StoredClaim.find(item, of: pipelineID, in: db) else { continue }
        try SQLiteLedger.deleteClaim(on: item, of: pipelineID, in: db)
        if stored.isDone { try SQLiteLedger.addDone(-1, to: pipelineID, in: db) }
      }
    }
  }

  private static func deleteClaim(on item: String, of pipelineID: Int64, in db: Database) throws {
    try db.cachedStatement(sql: "DELETE FROM claims WHERE pipeline_id = ? AND item = ?")
      .execute(arguments: [pipelineID, item])
  }

  private static func addDone(_ count: Int, to pipelineID: Int64, in db: Database) throws {
    try db.cachedStatement(sql: "UPDATE pipelines SET done_claims = done_claims + ? WHERE id = ?")
      .execute(arguments: [count, pipelineID])
  }
}
