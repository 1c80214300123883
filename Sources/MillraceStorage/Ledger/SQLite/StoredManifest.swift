import Foundation
import GRDB

/// A manifest's row, without its inputs.
struct StoredManifest {
  let id: Int64
  let pipelineID: Int64
  let partitionID: Int64
  let leaseToken: Int64?
  let summary: ManifestSummary

  /// The columns that ``init(row:)`` reads, with the tables they come from.
  static let select = """
    SELECT manifests.*, pipelines.name AS pipeline, partitions.name AS partition_name
    FROM manifests
    JOIN pipelines ON pipelines.id = manifests.pipeline_id
    JOIN partitions ON partitions.id = manifests.partition_id
    """

  init(row: Row) throws {
    guard let state = ManifestState(code: row["state"]), let trigger = ManifestTrigger(rawValue: row["closed_by"])
    else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a manifest has an unknown state or trigger")
    }
    id = row["id"]
    pipelineID = row["pipeline_id"]
    partitionID = row["partition_id"]
    leaseToken = row["lease_token"]
    let createdAt: LedgerTime = row["created_at"]
    let updatedAt: LedgerTime = row["updated_at"]
    let notBefore: LedgerTime? = row["not_before"]
    summary = ManifestSummary(
      id: row["digest"], pipeline: row["pipeline"], partition: row["partition_name"],
      schemaVersion: row["schema_version"],
      trigger: trigger, state: state, files: row["files"], inputBytes: row["input_bytes"], createdAt: createdAt.date,
      updatedAt: updatedAt.date, lease: StoredManifest.lease(in: row), failures: row["failures"],
      notBefore: notBefore?.date, reason: row["reason"], outputs: try StoredOutputs.decode(row["outputs"]),
      rows: row["rows"], badRecords: row["bad_records"], lapses: row["lapses"])
  }

  private static func lease(in row: Row) -> Lease? {
    guard let owner = row["lease_owner"] as String?, let token = row["lease_token"] as Int64?,
      let until = row["lease_until"] as LedgerTime?
    else { return nil }
    return Lease(
      pipeline: row["pipeline"], manifestID: row["digest"], owner: owner, token: token, expiresAt: until.date)
  }

  /// The manifest of an identity; nil if there is none.
  static func find(_ digest: String, of pipeline: String, in db: Database) throws -> StoredManifest? {
    let statement = try db.cachedStatement(sql: "\(select) WHERE pipelines.name = ? AND manifests.digest = ?")
    return try Row.fetchOne(statement, arguments: [pipeline, digest]).map(StoredManifest.init(row:))
  }

  /// The manifest if the lease still holds it: it is unfinished, and nobody has claimed it since.
  static func held(by lease: Lease, in db: Database) throws -> StoredManifest? {
    guard let stored = try find(lease.manifestID, of: lease.pipeline, in: db), stored.summary.state == .unfinished,
      stored.leaseToken == lease.token
    else { return nil }
    return stored
  }

  /// Whether it is to be done, nobody holds it, and it is not resting after a failure.
  func isClaimable(at now: LedgerTime) -> Bool {
    guard summary.state == .unfinished else { return false }
    let times = [summary.lease?.expiresAt, summary.notBefore].compactMap(\.self)
    return times.allSatisfy { LedgerTime($0) <= now }
  }

  /// The manifest with its inputs.
  func manifest(in db: Database) throws -> Manifest {
    let inputs = try files(in: db).map(\.file)
    let manifest = Manifest(
      pipeline: summary.pipeline, partition: summary.partition, schemaVersion: summary.schemaVersion, inputs: inputs,
      trigger: summary.trigger, createdAt: summary.createdAt)
    guard manifest.id == summary.id else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "the files of manifest \(summary.id) are not its inputs")
    }
    return manifest
  }

  /// Its files, in the order of its inputs.
  func files(in db: Database) throws -> [StoredFile] {
    let statement = try db.cachedStatement(
      sql: "SELECT id, address, version, size FROM files INDEXED BY files_by_manifest WHERE manifest_id = ?")
    return try Row.fetchAll(statement, arguments: [id])
      .map { StoredFile(id: $0[0], file: FileVersion(address: $0[1], version: $0[2], size: $0[3])) }
      .sorted { $0.file < $1.file }
  }
}
