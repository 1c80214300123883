import Foundation
import MillraceAWS
package import MillraceStorage

extension DynamoDBLedger {
  package func pipelines() async throws -> [String] {
    try await store.query(ControlKey.pipelines, in: .control).compactMap { $0.text("sk") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Files that a process is entering, or has died over, count as pending until they are in: a run must not take the
  /// ledger for idle and end before someone has finished entering them.
  package func counts(of pipeline: String) async throws -> StateCounts {
    // Before the totals: a batch that gets in meanwhile counts twice for a moment, rather than not at all.
    let batches = try await store.query(ControlKey.batches(pipeline), in: .control).compactMap(FileBatch.init)
    let items = try await store.query(ControlKey.totals(pipeline), in: .control)
    var counts = StateCounts()
    for state in FileState.allCases {
      counts[state] = StateCounts.Tally(
        files: Int(DynamoDBLedger.sum("\(state.rawValue)_files", items)),
        bytes: DynamoDBLedger.sum("\(state.rawValue)_bytes", items))
    }
    for file in batches.flatMap(\.files) where file.refusal == nil {
      counts[.pending].files += 1
      counts[.pending].bytes += file.file.size
    }
    return counts
  }

  package func totals(of pipeline: String) async throws -> PipelineTotals? {
    let items = try await store.query(ControlKey.totals(pipeline), in: .control)
    guard let lastActivity = items.compactMap({ $0.date("last_activity") }).max() else { return nil }
    return PipelineTotals(
      rows: DynamoDBLedger.sum("rows", items), badRecords: DynamoDBLedger.sum("bad_records", items),
      bytesIn: DynamoDBLedger.sum("bytes_in", items), bytesOut: DynamoDBLedger.sum("bytes_out", items),
      filesCompleted: DynamoDBLedger.sum("files_completed", items),
      manifestsCompleted: DynamoDBLedger.sum("manifests_completed", items), lastActivity: lastActivity)
  }

  /// Over the items among which totals are spread: their number does not grow.
  private static func sum(_ name: String, _ items: [DynamoDBItem]) -> Int64 {
    items.reduce(0) { $0 + ($1.integer(name) ?? 0) }
  }

  package func manifest(_ id: String, of pipeline: String) async throws -> Manifest? {
    guard let found = try await find(id, of: pipeline), [.unfinished, .completed].contains(found.summary.state)
    else { return nil }
    return try await manifest(found)
  }

  package func unfinishedManifests(of pipeline: String, limit: Int) async throws -> [ManifestSummary] {
    if limit < 1 { return [] }
    return try await store.query(ControlKey.open(pipeline), in: .control, limit: limit)
      .compactMap { try ManifestItem($0)?.summary }
  }

  package func recentManifests(of pipeline: String, limit: Int) async throws -> [ManifestSummary] {
    if limit < 1 { return [] }
    var items: [ManifestItem] = []
    for partition in [ControlKey.open(pipeline), ControlKey.closed(pipeline)] {
      items += try await store.query(partition, in: .control, limit: limit, isAscending: false)
        .compactMap { try ManifestItem($0) }
    }
    return items.sorted { $0.number > $1.number }.prefix(limit).map(\.summary)
  }
}
