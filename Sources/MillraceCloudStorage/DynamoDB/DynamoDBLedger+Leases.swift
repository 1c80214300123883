package import Foundation
import MillraceAWS
package import MillraceStorage

extension DynamoDBLedger {
  package func claimManifest(
    of pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> ClaimedManifest? {
    try await repairIfDue(pipeline)
    let now = now
    for item in try await store.query(ControlKey.open(pipeline), in: .control) {
      guard let found = try ManifestItem(item) else { throw damaged("a manifest") }
      if !found.isClaimable(at: now) { continue }
      // Of several who try, one gets it; the others go on to the next.
      if let claimed = try await claim(found, owner: owner, for: duration) { return claimed }
    }
    return nil
  }

  package func claimManifest(
    _ id: String, of pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> ClaimedManifest? {
    guard let found = try await find(id, of: pipeline), found.summary.state == .unfinished,
      found.isClaimable(at: now)
    else { return nil }
    return try await claim(found, owner: owner, for: duration)
  }

  private func claim(
    _ found: ManifestItem, owner: String, for duration: TimeInterval
  ) async throws -> ClaimedManifest? {
    let now = now
    let until = Date(milliseconds: now.milliseconds + duration.milliseconds)
    let call = PlanIntent.makeToken()
    // A lease that is still there has lapsed: whoever held it has not ended it.
    let lapses = found.summary.lapses + (found.lease == nil ? 0 : 1)
    let outcome = try await store.update(
      key(of: found), in: .control,
      "SET #lease_owner = :owner, #lease_until = :until, #claimed_at = :now, #updated_at = :now, #claims = :next, "
        + "#lapses = :lapses, #claim_call = :call",
      if: "#claims = :claims AND (attribute_not_exists(#lease_until) OR #lease_until <= :now)",
      [
        ":owner": .string(owner), ":until": .number(until.milliseconds), ":now": .number(now.milliseconds),
        ":next": .number(found.claims + 1), ":claims": .number(found.claims), ":lapses": .number(lapses),
        ":call": .string(call),
      ])
    // A refusal may be that of a second sending: then the item bears this call's mark.
    if case .refused(let item) = outcome, item?.text("claim_call") != call { return nil }
    let lease = Lease(
      pipeline: found.summary.pipeline, manifestID: found.summary.id, owner: owner,
      token: ManifestItem.token(number: found.number, claims: found.claims + 1), expiresAt: until)
    return ClaimedManifest(
      manifest: try await manifest(found), lease: lease, failures: found.summary.failures, lapses: lapses)
  }

  package func renew(_ lease: Lease, for duration: TimeInterval) async throws -> Lease? {
    let until = now.milliseconds + duration.milliseconds
    let outcome = try await store.update(
      key(of: lease), in: .control, "SET #lease_until = :until", if: DynamoDBLedger.isHeld,
      held(lease, [":until": .number(until)]))
    guard outcome.isWritten else { return nil }
    var renewed = lease
    renewed.expiresAt = Date(milliseconds: until)
    return renewed
  }

  package func release(_ lease: Lease) async throws {
    _ = try await store.update(
      key(of: lease), in: .control,
      "SET #updated_at = :now REMOVE #lease_owner, #lease_until, #claimed_at", if: DynamoDBLedger.isHeld,
      held(lease, [":now": .number(now.milliseconds)]))
  }

  // MARK: Which manifest

  static let isHeld = "#claims = :claims AND attribute_exists(#lease_owner)"

  /// The values of ``isHeld``.
  func held(_ lease: Lease, _ values: DynamoDBItem = [:]) -> DynamoDBItem {
    values.merging([":claims": .number(lease.token & 0xF_FFFF)]) { $1 }
  }

  func key(of lease: Lease) -> DynamoDBItem {
    .key(ControlKey.open(lease.pipeline), ordered(ManifestItem.number(ofToken: lease.token)))
  }

  func key(of manifest: ManifestItem) -> DynamoDBItem {
    .key(ControlKey.open(manifest.summary.pipeline), ordered(manifest.number))
  }

  /// The manifest of an id, the newest if it came more than once; nil if there is none.
  func find(_ id: String, of pipeline: String) async throws -> ManifestItem? {
    guard let number = try await store.get(ControlKey.digest(id, of: pipeline), from: .control)?.integer("number")
    else { return nil }
    return try await find(number, of: pipeline)
  }

  func find(_ number: Int64, of pipeline: String) async throws -> ManifestItem? {
    let keys = [ControlKey.open(pipeline), ControlKey.closed(pipeline)].map { DynamoDBItem.key($0, ordered(number)) }
    return try await store.get(keys, from: .control).first.flatMap { try ManifestItem($0) }
  }

  /// The manifest with its inputs.
  func manifest(_ found: ManifestItem) async throws -> Manifest {
    let inputs = try await inputs(found.number, of: found.summary.pipeline)
    let manifest = Manifest(
      pipeline: found.summary.pipeline, partition: found.summary.partition,
      schemaVersion: found.summary.schemaVersion, inputs: inputs, trigger: found.summary.trigger,
      createdAt: found.summary.createdAt)
    if manifest.id != found.summary.id { throw damaged("the inputs of manifest \(found.summary.id)") }
    return manifest
  }

  func inputs(_ number: Int64, of pipeline: String) async throws -> [FileVersion] {
    try await ChunkedList(partition: ControlKey.inputs(number, of: pipeline), store: store).read()
      .compactMap(DynamoDBLedger.file)
  }
}
