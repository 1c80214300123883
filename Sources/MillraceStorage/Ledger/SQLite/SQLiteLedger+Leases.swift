package import Foundation
import GRDB

extension SQLiteLedger {
  package func claimManifest(
    of pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> ClaimedManifest? {
    // Idle workers ask often; they take the lock only when there is something to take.
    let isWorth = try await read { [clock] db in
      try SQLiteLedger.claimable(of: pipeline, at: LedgerTime(clock.now), in: db) != nil
    }
    if !isWorth { return nil }
    return try await write { db, now in
      guard let stored = try SQLiteLedger.claimable(of: pipeline, at: now, in: db) else { return nil }
      let until = now.adding(duration)
      let token = try SQLiteLedger.nextToken(of: stored.pipelineID, in: db)
      try db.cachedStatement(
        sql: "UPDATE manifests SET lease_owner = ?, lease_token = ?, lease_until = ?, updated_at = ? WHERE id = ?"
      ).execute(arguments: [owner, token, until, now, stored.id])
      try SQLiteLedger.noteActivity(of: stored.pipelineID, at: now, in: db)
      let lease = Lease(
        pipeline: pipeline, manifestID: stored.summary.id, owner: owner, token: token, expiresAt: until.date)
      return ClaimedManifest(
        manifest: try stored.manifest(in: db), lease: lease, failures: stored.summary.failures)
    }
  }

  package func renew(_ lease: Lease, for duration: TimeInterval) async throws -> Lease? {
    try await write { db, now in
      guard let stored = try StoredManifest.held(by: lease, in: db) else { return nil }
      var renewed = lease
      renewed.expiresAt = now.adding(duration).date
      try db.cachedStatement(sql: "UPDATE manifests SET lease_until = ? WHERE id = ?")
        .execute(arguments: [now.adding(duration), stored.id])
      return renewed
    }
  }

  package func release(_ lease: Lease) async throws {
    try await write { db, now in
      guard let stored = try StoredManifest.held(by: lease, in: db) else { return }
      try SQLiteLedger.endLease(of: stored, at: now, in: db)
    }
  }

  /// The oldest unfinished manifest that nobody holds and that is not resting after a failure.
  private static func claimable(of pipeline: String, at now: LedgerTime, in db: Database) throws -> StoredManifest? {
    guard let pipelineID = try pipelineID(pipeline, in: db) else { return nil }
    let statement = try db.cachedStatement(
      sql: """
        \(StoredManifest.select)
        WHERE manifests.id = (
          SELECT id FROM manifests INDEXED BY manifests_unfinished
          WHERE pipeline_id = ? AND state = 0
            AND (lease_until IS NULL OR lease_until <= ?) AND (not_before IS NULL OR not_before <= ?)
          ORDER BY id LIMIT 1)
        """)
    return try Row.fetchOne(statement, arguments: [pipelineID, now, now]).map(StoredManifest.init(row:))
  }

  private static func nextToken(of pipelineID: Int64, in db: Database) throws -> Int64 {
    let statement = try db.cachedStatement(
      sql: "UPDATE pipelines SET last_token = last_token + 1 WHERE id = ? RETURNING last_token")
    guard let token = try Int64.fetchOne(statement, arguments: [pipelineID]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a manifest belongs to no pipeline")
    }
    return token
  }

  static func endLease(of stored: StoredManifest, at now: LedgerTime, in db: Database) throws {
    try db.cachedStatement(
      sql:
        "UPDATE manifests SET lease_owner = NULL, lease_token = NULL, lease_until = NULL, updated_at = ? WHERE id = ?"
    ).execute(arguments: [now, stored.id])
  }
}
