import GRDB

extension SQLiteLedger {
  package func pipelines() async throws -> [String] {
    try await read { try String.fetchAll($0, sql: "SELECT name FROM pipelines ORDER BY name") }
  }

  package func counts(of pipeline: String) async throws -> StateCounts {
    try await read { db in
      var counts = StateCounts()
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT tallies.state, sum(tallies.files), sum(tallies.bytes)
          FROM pipelines
          JOIN partitions ON partitions.pipeline_id = pipelines.id
          JOIN tallies ON tallies.partition_id = partitions.id
          WHERE pipelines.name = ? GROUP BY tallies.state
          """, arguments: [pipeline])
      for row in rows {
        guard let state = FileState(code: row[0]) else { continue }
        counts[state] = StateCounts.Tally(files: row[1], bytes: row[2])
      }
      return counts
    }
  }

  package func totals(of pipeline: String) async throws -> PipelineTotals? {
    try await read { db in
      let row = try Row.fetchOne(db, sql: "SELECT * FROM pipelines WHERE name = ?", arguments: [pipeline])
      return row.map { row in
        let lastActivity: LedgerTime = row["last_activity"]
        return PipelineTotals(
          rows: row["rows"], badRecords: row["bad_records"], bytesIn: row["bytes_in"], bytesOut: row["bytes_out"],
          filesCompleted: row["files_completed"], manifestsCompleted: row["manifests_completed"],
          lastActivity: lastActivity.date)
      }
    }
  }

  package func manifest(_ id: String, of pipeline: String) async throws -> Manifest? {
    try await read { db in
      guard let stored = try StoredManifest.find(id, of: pipeline, in: db),
        stored.summary.state == .unfinished || stored.summary.state == .completed
      else { return nil }
      return try stored.manifest(in: db)
    }
  }

  package func unfinishedManifests(of pipeline: String, limit: Int) async throws -> [ManifestSummary] {
    try await summaries(
      "manifests.pipeline_id = ? AND manifests.state = 0 ORDER BY manifests.id LIMIT ?", of: pipeline, limit: limit)
  }

  package func recentManifests(of pipeline: String, limit: Int) async throws -> [ManifestSummary] {
    try await summaries("manifests.pipeline_id = ? ORDER BY manifests.id DESC LIMIT ?", of: pipeline, limit: limit)
  }

  private func summaries(_ condition: String, of pipeline: String, limit: Int) async throws -> [ManifestSummary] {
    try await read { db in
      guard let pipelineID = try SQLiteLedger.pipelineID(pipeline, in: db) else { return [] }
      return try Row.fetchAll(
        db, sql: "\(StoredManifest.select) WHERE \(condition)", arguments: [pipelineID, max(0, limit)]
      ).map { try StoredManifest(row: $0).summary }
    }
  }
}
