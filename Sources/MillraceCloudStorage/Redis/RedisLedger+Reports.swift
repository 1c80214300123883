import Foundation
package import MillraceStorage

extension RedisLedger {
  package func pipelines() async throws -> [String] {
    let reply = try await first(run([.plain(["SMEMBERS", "\(root)/pipelines"])]))
    return (reply.list ?? []).compactMap(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  package func counts(of pipeline: String) async throws -> StateCounts {
    let numbers = try await totalsFields(of: pipeline)
    var counts = StateCounts()
    for state in FileState.allCases {
      counts[state] = StateCounts.Tally(
        files: Int(numbers["files:\(state.letter)"] ?? 0), bytes: numbers["bytes:\(state.letter)"] ?? 0)
    }
    return counts
  }

  package func totals(of pipeline: String) async throws -> PipelineTotals? {
    let numbers = try await totalsFields(of: pipeline)
    guard let lastActivity = numbers["activity"] else { return nil }
    return PipelineTotals(
      rows: numbers["rows"] ?? 0, badRecords: numbers["bad"] ?? 0, bytesIn: numbers["bytesIn"] ?? 0,
      bytesOut: numbers["bytesOut"] ?? 0, filesCompleted: numbers["filesCompleted"] ?? 0,
      manifestsCompleted: numbers["manifestsCompleted"] ?? 0, lastActivity: Date(milliseconds: lastActivity))
  }

  /// One hash holds them all: a report costs the same however many files there are.
  private func totalsFields(of pipeline: String) async throws -> [String: Int64] {
    let reply = try await first(run([.plain(["HGETALL", key("totals", of: pipeline)])]))
    let values = reply.list ?? []
    var numbers: [String: Int64] = [:]
    for index in stride(from: 0, to: values.count - 1, by: 2) {
      if let name = values[index].text { numbers[name] = values[index + 1].number }
    }
    return numbers
  }

  package func manifest(_ id: String, of pipeline: String) async throws -> Manifest? {
    let reply = try await ask(.manifest, of: pipeline, [id])
    if reply == .none { return nil }
    guard let found = try RedisManifest(reply, of: pipeline) else { throw unexpected(reply) }
    return try found.manifest()
  }

  package func unfinishedManifests(of pipeline: String, limit: Int) async throws -> [ManifestSummary] {
    try await summaries("unfinished", of: pipeline, limit: limit)
  }

  package func recentManifests(of pipeline: String, limit: Int) async throws -> [ManifestSummary] {
    try await summaries("manifests", of: pipeline, limit: limit)
  }

  private func summaries(_ set: String, of pipeline: String, limit: Int) async throws -> [ManifestSummary] {
    if limit < 1 { return [] }
    let reply = try await ask(.summaries, of: pipeline, [set, String(limit)])
    return try (reply.list ?? []).map { entry in
      guard let found = try RedisManifest(entry, of: pipeline) else { throw unexpected(entry) }
      return found.summary
    }
  }
}
