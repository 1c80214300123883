import GRDB

extension SQLiteLedger {
  package func reject(_ rejections: [FileRejection], from lease: Lease) async throws -> Bool {
    try await write { db, now in
      guard let stored = try StoredManifest.held(by: lease, in: db) else { return false }
      let refusals = Dictionary(rejections.map { ($0.file, $0.refusal) }, uniquingKeysWith: { first, _ in first })
      let files = try stored.files(in: db)
      guard let first = rejections.first, files.count(where: { refusals[$0.file] != nil }) == refusals.count else {
        throw LedgerError(
          .invalidRequest, "Only inputs of manifest \(lease.manifestID) can be rejected from it, and at least one.")
      }
      try SQLiteLedger.disperse(files, refusals: refusals, of: stored, at: now, in: db)
      try db.cachedStatement(sql: "UPDATE manifests SET state = 3, not_before = NULL, reason = ? WHERE id = ?")
        .execute(arguments: ["\(refusals.count) of its files refused: \(first.refusal.reason)", stored.id])
      try SQLiteLedger.endLease(of: stored, at: now, in: db)
      try SQLiteLedger.noteActivity(of: stored.pipelineID, at: now, in: db)
      return true
    }
  }

  /// Refused files keep the manifest, for the record; the others have none any more.
  private static func disperse(
    _ files: [StoredFile], refusals: [FileVersion: Refusal], of stored: StoredManifest, at now: LedgerTime,
    in db: Database
  ) throws {
    let refuse = try db.cachedStatement(
      sql: "UPDATE files SET state = ?, reason = ?, attempts = attempts + ?, updated_at = ? WHERE id = ?")
    let giveBack = try db.cachedStatement(
      sql: "UPDATE files SET state = 0, manifest_id = NULL, attempts = attempts + ?, updated_at = ? WHERE id = ?")
    var tallies = TallyChanges()
    for file in files {
      let refusal = refusals[file.file]
      if let refusal {
        try refuse.execute(arguments: [
          refusal.state.code, refusal.reason, stored.summary.failures, now, file.id,
        ])
      } else {
        try giveBack.execute(arguments: [stored.summary.failures, now, file.id])
      }
      tallies.move(
        bytes: file.file.size, from: .manifested, to: refusal?.state ?? .pending, of: stored.partitionID)
    }
    try tallies.apply(to: db)
  }

  /// Files sent round again in one transaction.
  private static let redriveChunk = 5_000

  package func redrive(_ selection: RedriveSelection, in pipeline: String) async throws -> Int {
    var total = 0
    for state in [FileState.failed, .quarantined] where selection.states.contains(state) {
      var count: Int
      repeat {
        count = try await redriveSome(in: state, address: selection.address, of: pipeline)
        total += count
      } while count == SQLiteLedger.redriveChunk
    }
    return total
  }

  private func redriveSome(in state: FileState, address: String?, of pipeline: String) async throws -> Int {
    try await write { db, now in
      guard let pipelineID = try SQLiteLedger.pipelineID(pipeline, in: db) else { return 0 }
      let rows = try SQLiteLedger.redrivable(in: state, address: address, of: pipelineID, in: db)
      if rows.isEmpty { return 0 }
      let update = try db.cachedStatement(
        sql: "UPDATE files SET state = 0, manifest_id = NULL, reason = NULL, updated_at = ? WHERE id = ?")
      var tallies = TallyChanges()
      for row in rows {
        try update.execute(arguments: [now, row[0] as Int64])
        tallies.move(bytes: row[2], from: state, to: .pending, of: row[1])
      }
      try tallies.apply(to: db)
      try SQLiteLedger.noteActivity(of: pipelineID, at: now, in: db)
      return rows.count
    }
  }

  private static func redrivable(
    in state: FileState, address: String?, of pipelineID: Int64, in db: Database
  ) throws -> [Row] {
    if let address {
      return try Row.fetchAll(
        db,
        sql: """
          SELECT id, partition_id, size FROM files INDEXED BY files_by_address
          WHERE address_key = ? AND address = ? AND state = ? AND pipeline_id = ? LIMIT \(redriveChunk)
          """, arguments: [addressKey(address), address, state.code, pipelineID])
    }
    return try Row.fetchAll(
      db,
      sql: """
        SELECT files.id, partition_id, size FROM files INDEXED BY files_by_state
        WHERE state = ? AND state <> 2 AND partition_id IN (SELECT id FROM partitions WHERE pipeline_id = ?)
        LIMIT \(redriveChunk)
        """, arguments: [state.code, pipelineID])
  }
}
