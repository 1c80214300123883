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
      return try SQLiteLedger.lease(stored, to: owner, for: duration, at: now, in: db)
    }
  }

  package func claimManifest(
    _ id: String, of pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> ClaimedManifest? {
    try await write { db, now in
      guard let stored = try StoredManifest.find(id, of: pipeline, in: db), stored.isClaimable(at: now) else {
        return nil
      }
      return try SQLiteLedger.lease(stored, to: owner, for: duration, at: now, in: db)
    }
  }

  private static func lease(
    _ stored: StoredManifest, to owner: String, for duration: TimeInterval, at now: LedgerTime, in db: Database
  ) throws -> ClaimedManifest {
    let until = now.adding(duration)
    let token = try nextTokens(1, of: stored.pipelineID, in: db)
    // A lease that is still there has lapsed: whoever held it has not ended it.
    let lapses = stored.summary.lapses + (stored.leaseToken == nil ? 0 : 1)
    try db.cachedStatement(
      sql: """
        UPDATE manifests SET lease_owner = ?, lease_token = ?, lease_until = ?, lapses = ?, updated_at = ? WHERE id = ?
        """
    ).execute(arguments: [owner, token, until, lapses, now, stored.id])
    try noteActivity(of: stored.pipelineID, at: now, in: db)
    let lease = Lease(
      pipeline: stored.summary.pipeline, manifestID: stored.summary.id, owner: owner, token: token,
      expiresAt: until.date)
    return ClaimedManifest(
      manifest: try stored.manifest(in: db), lease: lease, failures: stored.summary.failures, lapses: lapses)
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

  /// Takes some tokens that no claim of the pipeline ever had; the answer is the first of them.
  static func nextTokens(_ count: Int, of pipelineID: Int64, in db: Database) throws -> Int64 {
    let statement = try db.cachedStatement(
      sql: "UPDATE pipelines SET last_token = last_token + ? WHERE id = ? RETURNING last_token")
    guard let token = try Int64.fetchOne(statement, arguments: [count, pipelineID]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a manifest belongs to no pipeline")
    }
    return token - Int64(count) + 1
  }

  static func endLease(of stored: StoredManifest, at now: LedgerTime, in db: Database) throws {
    try db.cachedStatement(
      sql:
        "UPDATE manifests SET lease_owner = NULL, lease_token = NULL, lease_until = NULL, updated_at = ? WHERE id = ?"
    ).execute(arguments: [now, stored.id])
  }
}
