import Foundation
import MillraceStorage

/// What `status` tells of a pipeline; printed by `--json` as it stands.
struct StatusFacts: Encodable {
  struct Tally: Encodable {
    var files: Int
    /// As stored.
    var bytes: Int64
  }

  /// Files that wait to be planned.
  struct Waiting: Encodable {
    var partition: String
    var files: Int
    var bytes: Int64
    var oldest: Date
  }

  struct Manifest: Encodable {
    var id: String
    var partition: String
    var state: String
    var files: Int
    var bytes: Int64
    var rows: Int64
    var badRecords: Int64
    var outputs: [String]
    var failures: Int
    var reason: String?
    var updatedAt: Date

    init(_ summary: ManifestSummary) {
      id = summary.id
      partition = summary.partition
      state = summary.state.rawValue
      files = summary.files
      bytes = summary.inputBytes
      rows = summary.rows
      badRecords = summary.badRecords
      outputs = summary.outputs.map(\.name)
      failures = summary.failures
      reason = summary.reason
      updatedAt = summary.updatedAt
    }
  }

  /// Files of pipelines that claim them.
  struct Claims: Encodable {
    /// Someone works on them.
    var held: Int
    /// Someone has died over them.
    var lapsed: Int
    /// Done, or in quarantine.
    var done: Int
  }

  var pipeline: String
  /// Nil where files become manifests.
  var claims: Claims?
  var files: [String: Tally]
  var rows: Int64
  var badRecords: Int64
  var bytesIn: Int64
  var bytesOut: Int64
  var manifestsCompleted: Int64
  var lastActivity: Date?
  var waiting: [Waiting]
  var manifests: [Manifest]

  /// - Parameters:
  ///   - claimsFiles: whether the pipeline has claims in place of manifests.
  ///   - recent: how many manifests to list.
  init(of pipeline: String, claimsFiles: Bool = false, from ledger: any Ledger, recent: Int) async throws {
    self.pipeline = pipeline
    if claimsFiles {
      let counts = try await ledger.claimCounts(of: pipeline)
      claims = Claims(held: counts.held, lapsed: counts.lapsed, done: counts.done)
    }
    let counts = try await ledger.counts(of: pipeline)
    files = Dictionary(
      uniqueKeysWithValues: FileState.allCases.map {
        ($0.rawValue, Tally(files: counts[$0].files, bytes: counts[$0].bytes))
      })
    let totals = try await ledger.totals(of: pipeline)
    rows = totals?.rows ?? 0
    badRecords = totals?.badRecords ?? 0
    bytesIn = totals?.bytesIn ?? 0
    bytesOut = totals?.bytesOut ?? 0
    manifestsCompleted = totals?.manifestsCompleted ?? 0
    lastActivity = totals?.lastActivity
    waiting = try await ledger.pendingPartitions(of: pipeline).map {
      Waiting(partition: $0.partition, files: $0.count, bytes: $0.bytes, oldest: $0.oldest)
    }
    manifests = try await ledger.recentManifests(of: pipeline, limit: recent).map(Manifest.init)
  }
}
