import Foundation
import MillraceAWS
import MillraceStorage

/// A manifest, without its inputs, as the table of control has it.
struct ManifestItem: Sendable {
  /// Grows in the order of planning.
  var number: Int64
  /// Nil once it is closed.
  var lease: Lease?
  /// When the lease was taken, nil without one.
  var claimedAt: Date?
  /// How often it was claimed.
  var claims: Int64
  var summary: ManifestSummary
}

extension ManifestItem {
  /// A lease's token: the manifest's number, and the number of its claim in the lower 20 bits.
  static func token(number: Int64, claims: Int64) -> Int64 { number << 20 | claims & 0xF_FFFF }
  static func number(ofToken token: Int64) -> Int64 { token >> 20 }

  init?(_ item: DynamoDBItem) throws {
    guard let id = item.text("manifest"), let number = item.integer("number"), let pipeline = item.text("pipeline"),
      let partition = item.text("partition"), let schema = item.integer("schema_version"),
      let trigger = item.text("trigger").flatMap(ManifestTrigger.init(rawValue:)),
      let state = item.text("state").flatMap(ManifestState.init(rawValue:)), let files = item.integer("files"),
      let bytes = item.integer("bytes"), let created = item.date("created_at"), let updated = item.date("updated_at")
    else { return nil }
    self.number = number
    claims = item.integer("claims") ?? 0
    claimedAt = item.date("claimed_at")
    if let owner = item.text("lease_owner"), let until = item.date("lease_until") {
      lease = Lease(
        pipeline: pipeline, manifestID: id, owner: owner,
        token: ManifestItem.token(number: number, claims: claims), expiresAt: until)
    }
    summary = ManifestSummary(
      id: id, pipeline: pipeline, partition: partition, schemaVersion: Int(schema), trigger: trigger, state: state,
      files: Int(files), inputBytes: bytes, createdAt: created, updatedAt: updated, lease: lease,
      failures: Int(item.integer("failures") ?? 0), notBefore: item.date("not_before"), reason: item.text("reason"),
      outputs: try OutputList.decode(item.text("outputs")), rows: item.integer("rows") ?? 0,
      badRecords: item.integer("bad_records") ?? 0, lapses: Int(item.integer("lapses") ?? 0))
  }

  /// Its item, without lease.
  func item() throws -> DynamoDBItem {
    let isOpen = summary.state == .unfinished
    let place = isOpen ? ControlKey.open(summary.pipeline) : ControlKey.closed(summary.pipeline)
    return .key(place, ordered(number)).merging(
      .item([
        "manifest": .string(summary.id), "number": .number(number), "pipeline": .string(summary.pipeline),
        "partition": .string(summary.partition), "schema_version": .number(summary.schemaVersion),
        "trigger": .string(summary.trigger.rawValue), "state": .string(summary.state.rawValue),
        "files": .number(summary.files), "bytes": .number(summary.inputBytes),
        "created_at": .number(summary.createdAt.milliseconds), "updated_at": .number(summary.updatedAt.milliseconds),
        "failures": .number(summary.failures), "lapses": .number(summary.lapses), "claims": .number(claims),
        "reason": summary.reason.map { .string($0) },
        "outputs": summary.outputs.isEmpty ? nil : .string(try OutputList.encode(summary.outputs)),
        "rows": .number(summary.rows), "bad_records": .number(summary.badRecords),
      ])
    ) { $1 }
  }

  /// Whether someone may take it.
  func isClaimable(at now: Date) -> Bool {
    if let lease, lease.expiresAt > now { return false }
    if let notBefore = summary.notBefore, notBefore > now { return false }
    return true
  }
}
