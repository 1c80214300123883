import GRDB

extension SQLiteLedger {
  package func pendingPartitions(of pipeline: String) async throws -> [PendingPartition] {
    try await read { db in
      guard let pipelineID = try SQLiteLedger.pipelineID(pipeline, in: db) else { return [] }
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT partitions.name, tallies.files, tallies.bytes,
            (SELECT created_at FROM files INDEXED BY files_by_state
             WHERE state = 0 AND state <> 2 AND partition_id = partitions.id ORDER BY id LIMIT 1)
          FROM partitions JOIN tallies ON tallies.partition_id = partitions.id
          WHERE partitions.pipeline_id = ? AND tallies.state = 0 AND tallies.files > 0
          ORDER BY partitions.name
          """, arguments: [pipelineID])
      return rows.map { row in
        let oldest: LedgerTime = row[3]
        return PendingPartition(partition: row[0], count: row[1], bytes: row[2], oldest: oldest.date)
      }
    }
  }

  package func plan(_ request: PlanRequest) async throws -> Manifest? {
    try await write { db, now in
      guard let pipelineID = try SQLiteLedger.pipelineID(request.pipeline, in: db),
        let partitionID = try SQLiteLedger.partitionID(request.partition, of: pipelineID, in: db)
      else { return nil }
      let files = try SQLiteLedger.select(request, partitionID: partitionID, in: db)
      if files.isEmpty { return nil }
      let manifest = Manifest(
        pipeline: request.pipeline, partition: request.partition, schemaVersion: request.schemaVersion,
        inputs: files.map(\.file), trigger: request.trigger, createdAt: now.date)
      let manifestID = try SQLiteLedger.insert(
        manifest, pipelineID: pipelineID, partitionID: partitionID, at: now, in: db)
      try SQLiteLedger.assign(files, to: manifestID, at: now, in: db)
      var tallies = TallyChanges()
      tallies.move(
        files: files.count, bytes: manifest.inputBytes, from: .pending, to: .manifested, of: partitionID)
      try tallies.apply(to: db)
      try SQLiteLedger.noteActivity(of: pipelineID, at: now, in: db)
      return manifest
    }
  }

  private static func select(_ request: PlanRequest, partitionID: Int64, in db: Database) throws -> [StoredFile] {
    if request.trigger == .size {
      let waiting = try Int64.fetchOne(
        db.cachedStatement(sql: "SELECT bytes FROM tallies WHERE partition_id = ? AND state = 0"),
        arguments: [partitionID])
      let count = try Int.fetchOne(
        db.cachedStatement(sql: "SELECT files FROM tallies WHERE partition_id = ? AND state = 0"),
        arguments: [partitionID])
      if (waiting ?? 0) < request.targetBytes && (count ?? 0) < request.maximumFiles { return [] }
    }
    let statement = try db.cachedStatement(
      sql: """
        SELECT id, address, version, size FROM files INDEXED BY files_by_state
        WHERE state = 0 AND state <> 2 AND partition_id = ? ORDER BY id
        """)
    let rows = try Row.fetchCursor(statement, arguments: [partitionID])
    var selection = ManifestSelection(targetBytes: request.targetBytes, maximumFiles: request.maximumFiles)
    var offered: [StoredFile] = []
    while !selection.isFull, let row = try rows.next() {
      let file = StoredFile(id: row[0], file: FileVersion(address: row[1], version: row[2], size: row[3]))
      selection.offer(size: file.file.size)
      offered.append(file)
    }
    return selection.indexes(for: request.trigger).map { offered[$0] }
  }

  /// A manifest that was dissolved or failed comes again with the same identity if the same files are sent round again.
  private static func insert(
    _ manifest: Manifest, pipelineID: Int64, partitionID: Int64, at now: LedgerTime, in db: Database
  ) throws -> Int64 {
    try db.cachedStatement(sql: "DELETE FROM manifests WHERE pipeline_id = ? AND digest = ?")
      .execute(arguments: [pipelineID, manifest.id])
    try db.cachedStatement(
      sql: """
        INSERT INTO manifests
          (pipeline_id, partition_id, state, digest, schema_version, closed_by, files, input_bytes, created_at, updated_at)
        VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      pipelineID, partitionID, manifest.id, manifest.schemaVersion, manifest.trigger.rawValue, manifest.inputs.count,
      manifest.inputBytes, now, now,
    ])
    return db.lastInsertedRowID
  }

  private static func assign(_ files: [StoredFile], to manifestID: Int64, at now: LedgerTime, in db: Database) throws {
    let statement = try db.cachedStatement(
      sql: "UPDATE files SET state = 1, manifest_id = ?, updated_at = ? WHERE id = ?")
    for file in files {
      try statement.execute(arguments: [manifestID, now, file.id])
    }
  }
}
