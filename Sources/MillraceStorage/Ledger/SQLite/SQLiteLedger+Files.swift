import GRDB

extension SQLiteLedger {
  /// The columns that ``file(from:)`` reads, in its order.
  private static let selectFile = """
    SELECT files.id, files.partition_id, files.address, files.version, files.size, pipelines.name, partitions.name,
      files.state, manifests.digest,
      files.attempts + CASE WHEN manifests.state = 0 THEN manifests.failures ELSE 0 END,
      files.reason, files.created_at, files.updated_at, files.rows, files.bad_records,
      CASE WHEN files.state = 2 THEN manifests.outputs END
    FROM files
    JOIN pipelines ON pipelines.id = files.pipeline_id
    JOIN partitions ON partitions.id = files.partition_id
    LEFT JOIN manifests ON manifests.id = files.manifest_id
    """

  private static func file(from row: Row) throws -> LedgerFile {
    guard let state = FileState(code: row[7]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a file has an unknown state")
    }
    let createdAt: LedgerTime = row[11]
    let updatedAt: LedgerTime = row[12]
    var counts: InputCounts?
    if state == .completed, let rows = row[13] as Int64?, let badRecords = row[14] as Int64? {
      counts = InputCounts(rows: rows, badRecords: badRecords)
    }
    return LedgerFile(
      file: FileVersion(address: row[2], version: row[3], size: row[4]), pipeline: row[5], partition: row[6],
      state: state, manifest: row[8], attempts: row[9], reason: row[10], createdAt: createdAt.date,
      updatedAt: updatedAt.date, counts: counts, outputs: try StoredOutputs.decode(row[15]))
  }

  package func versions(of address: String, in pipeline: String?) async throws -> [LedgerFile] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          \(SQLiteLedger.selectFile)
          WHERE files.address_key = ? AND files.address = ? AND (? IS NULL OR pipelines.name = ?) ORDER BY files.id
          """, arguments: [addressKey(address), address, pipeline, pipeline]
      ).map(SQLiteLedger.file(from:))
    }
  }

  package func files(
    in state: FileState, of pipeline: String, after cursor: String?, limit: Int
  ) async throws -> FilePage {
    let (partitionID, fileID) = try SQLiteLedger.position(cursor)
    return try await read { db in
      guard let pipelineID = try SQLiteLedger.pipelineID(pipeline, in: db) else {
        return FilePage(files: [], next: nil)
      }
      // Completed files are in no index by state, and are nearly all there are: they are listed as they arrived.
      let place =
        state == .completed
        ? "files.id > ? AND ? = 0 AND files.state = ? ORDER BY files.id"
        : "(files.partition_id, files.id) > (?, ?) AND files.state = ? AND files.state <> 2 "
          + " ORDER BY files.partition_id, files.id"
      let position = state == .completed ? [fileID, 0] : [partitionID, fileID]
      let rows = try Row.fetchAll(
        db, sql: "\(SQLiteLedger.selectFile) WHERE files.pipeline_id = ? AND \(place) LIMIT ?",
        arguments: [pipelineID, position[0], position[1], state.code, max(1, limit)])
      let next = rows.count < max(1, limit) ? nil : rows.last.map { "\($0[1] as Int64):\($0[0] as Int64)" }
      return FilePage(files: try rows.map(SQLiteLedger.file(from:)), next: next)
    }
  }

  private static func position(_ cursor: String?) throws -> (partitionID: Int64, fileID: Int64) {
    guard let cursor else { return (0, 0) }
    let numbers = cursor.split(separator: ":").compactMap { Int64($0) }
    guard numbers.count == 2 else {
      throw LedgerError(
        .invalidRequest, "“\(cursor)” is not a place in a list of files: use the one that came with a page.")
    }
    return (numbers[0], numbers[1])
  }
}
