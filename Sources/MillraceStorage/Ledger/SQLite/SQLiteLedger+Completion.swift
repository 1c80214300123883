import GRDB

extension SQLiteLedger {
  package func complete(_ lease: Lease, with result: ManifestResult) async throws -> CompletionOutcome {
    try await write { db, now in
      guard let stored = try StoredManifest.find(lease.manifestID, of: lease.pipeline, in: db) else {
        return .superseded
      }
      switch stored.summary.state {
      case .completed: return .alreadyCompleted
      case .failed, .dissolved: return .superseded
      case .unfinished: break
      }
      guard stored.leaseToken == lease.token else { return .leaseLost }
      guard result.inputs.count == stored.summary.files else {
        throw LedgerError(
          .invalidRequest,
          "Manifest \(lease.manifestID) has \(stored.summary.files) inputs, but counts for \(result.inputs.count) were given."
        )
      }
      try SQLiteLedger.finish(stored, with: result, at: now, in: db)
      return .recorded
    }
  }

  private static func finish(
    _ stored: StoredManifest, with result: ManifestResult, at now: LedgerTime, in db: Database
  ) throws {
    let update = try db.cachedStatement(
      sql: "UPDATE files SET state = 2, rows = ?, bad_records = ?, reason = NULL, updated_at = ? WHERE id = ?")
    var rows: Int64 = 0
    var badRecords: Int64 = 0
    for (file, counts) in zip(try stored.files(in: db), result.inputs) {
      try update.execute(arguments: [counts.rows, counts.badRecords, now, file.id])
      rows += counts.rows
      badRecords += counts.badRecords
    }
    try db.cachedStatement(
      sql: """
        UPDATE manifests SET state = 1, outputs = ?, rows = ?, bad_records = ?, reason = NULL, not_before = NULL
        WHERE id = ?
        """
    ).execute(arguments: [try StoredOutputs.encode(result.outputs), rows, badRecords, stored.id])
    try endLease(of: stored, at: now, in: db)
    try moveAll(of: stored, to: .completed, in: db)
    try db.cachedStatement(
      sql: """
        UPDATE pipelines SET rows = rows + ?, bad_records = bad_records + ?, bytes_in = bytes_in + ?,
          bytes_out = bytes_out + ?, files_completed = files_completed + ?, manifests_completed = manifests_completed + 1,
          last_activity = ?
        WHERE id = ?
        """
    ).execute(arguments: [
      rows, badRecords, stored.summary.inputBytes, result.outputs.reduce(0) { $0 + $1.size }, stored.summary.files, now,
      stored.pipelineID,
    ])
  }

  package func fail(_ lease: Lease, reason: String, disposition: FailureDisposition) async throws -> Bool {
    try await write { db, now in
      guard let stored = try StoredManifest.held(by: lease, in: db) else { return false }
      switch disposition {
      case .retry(let time):
        try db.cachedStatement(
          sql: "UPDATE manifests SET failures = failures + 1, not_before = ?, reason = ? WHERE id = ?"
        ).execute(arguments: [LedgerTime(time), reason, stored.id])
      case .dead:
        try SQLiteLedger.bury(stored, reason: reason, at: now, in: db)
      }
      try SQLiteLedger.endLease(of: stored, at: now, in: db)
      try SQLiteLedger.noteActivity(of: stored.pipelineID, at: now, in: db)
      return true
    }
  }

  private static func bury(_ stored: StoredManifest, reason: String, at now: LedgerTime, in db: Database) throws {
    try db.cachedStatement(
      sql: "UPDATE manifests SET state = 2, failures = failures + 1, not_before = NULL, reason = ? WHERE id = ?"
    ).execute(arguments: [reason, stored.id])
    try db.cachedStatement(
      sql: """
        UPDATE files SET state = 3, attempts = attempts + ?, reason = ?, updated_at = ? WHERE manifest_id = ?
        """
    ).execute(arguments: [stored.summary.failures + 1, reason, now, stored.id])
    try moveAll(of: stored, to: .failed, in: db)
  }

  private static func moveAll(of stored: StoredManifest, to state: FileState, in db: Database) throws {
    var tallies = TallyChanges()
    tallies.move(
      files: stored.summary.files, bytes: stored.summary.inputBytes, from: .manifested, to: state,
      of: stored.partitionID)
    try tallies.apply(to: db)
  }
}
