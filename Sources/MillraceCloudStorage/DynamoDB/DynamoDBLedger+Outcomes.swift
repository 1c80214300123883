import Foundation
import MillraceAWS
package import MillraceStorage

extension DynamoDBLedger {
  package func complete(_ lease: Lease, with result: ManifestResult) async throws -> CompletionOutcome {
    for _ in 0..<10 {
      guard let found = try await find(lease.manifestID, of: lease.pipeline) else { return .superseded }
      switch found.summary.state {
      case .completed: return .alreadyCompleted
      case .failed, .dissolved: return .superseded
      case .unfinished: break
      }
      guard found.lease?.token == lease.token else { return .leaseLost }
      guard result.inputs.count == found.summary.files else {
        throw LedgerError(
          .invalidRequest,
          "Manifest \(lease.manifestID) has \(found.summary.files) inputs, but counts for \(result.inputs.count) were given."
        )
      }
      let counts = result.inputs.map { [AttributeValue.number($0.rows), .number($0.badRecords)] }
      var tallies = TallyChanges()
      let rows = result.inputs.reduce(0) { $0 + $1.rows }
      let badRecords = result.inputs.reduce(0) { $0 + $1.badRecords }
      tallies.move(
        files: found.summary.files, bytes: found.summary.inputBytes, from: .manifested, to: .completed,
        of: found.summary.partition)
      tallies.add(rows, to: "rows")
      tallies.add(badRecords, to: "bad_records")
      tallies.add(found.summary.inputBytes, to: "bytes_in")
      tallies.add(result.outputs.reduce(0) { $0 + $1.size }, to: "bytes_out")
      tallies.add(Int64(found.summary.files), to: "files_completed")
      tallies.add(1, to: "manifests_completed")
      var closed = found
      closed.summary.state = .completed
      closed.summary.reason = nil
      closed.summary.outputs = result.outputs
      closed.summary.rows = rows
      closed.summary.badRecords = badRecords
      if try await close(closed, by: lease, outcomes: counts, tallies) { return .recorded }
    }
    return .leaseLost
  }

  package func fail(_ lease: Lease, reason: String, disposition: FailureDisposition) async throws -> Bool {
    switch disposition {
    case .retry(let time):
      let outcome = try await store.update(
        key(of: lease), in: .control,
        "SET #not_before = :time, #reason = :reason, #updated_at = :now "
          + "REMOVE #lease_owner, #lease_until, #claimed_at ADD #failures :one", if: DynamoDBLedger.isHeld,
        held(
          lease,
          [
            ":time": .number(time.milliseconds), ":reason": .string(reason), ":now": .number(now.milliseconds),
            ":one": 1,
          ]))
      return outcome.isWritten
    case .dead:
      guard var closed = try await holding(lease) else { return false }
      var tallies = TallyChanges()
      tallies.move(
        files: closed.summary.files, bytes: closed.summary.inputBytes, from: .manifested, to: .failed,
        of: closed.summary.partition)
      closed.summary.state = .failed
      closed.summary.failures += 1
      closed.summary.reason = reason
      return try await close(closed, by: lease, outcomes: [], tallies)
    }
  }

  package func reject(_ rejections: [FileRejection], from lease: Lease) async throws -> Bool {
    guard var closed = try await holding(lease) else { return false }
    let refusals = Dictionary(rejections.map { ($0.file, $0.refusal) }, uniquingKeysWith: { first, _ in first })
    let inputs = try await inputs(closed.number, of: lease.pipeline)
    guard let first = rejections.first, inputs.count(where: { refusals[$0] != nil }) == refusals.count else {
      throw LedgerError(
        .invalidRequest, "Only inputs of manifest \(lease.manifestID) can be rejected from it, and at least one.")
    }
    var tallies = TallyChanges()
    var outcomes: [[AttributeValue]] = []
    for (index, input) in inputs.enumerated() {
      let refusal = refusals[input]
      tallies.move(
        files: 1, bytes: input.size, from: .manifested, to: refusal?.state ?? .pending, of: closed.summary.partition)
      if let refusal {
        // A reason is for a person; an item holds 400 KB.
        outcomes.append([
          .number(index), .string(refusal.state.rawValue), .string(String(refusal.reason.prefix(2_000))),
        ])
      }
    }
    closed.summary.state = .dissolved
    closed.summary.reason = "\(refusals.count) of its files refused: \(first.refusal.reason)"
    return try await close(closed, by: lease, outcomes: outcomes, tallies)
  }

  /// The manifest if the lease still holds it.
  private func holding(_ lease: Lease) async throws -> ManifestItem? {
    let item = try await store.get(key(of: lease), from: .control)
    guard let found = try item.flatMap({ try ManifestItem($0) }), found.lease?.token == lease.token else { return nil }
    return found
  }

  /// Closes a manifest: what became of its inputs is written down, then one transaction decides, then the files are told.
  /// False if the lease was lost meanwhile.
  private func close(
    _ closed: ManifestItem, by lease: Lease, outcomes: [[AttributeValue]], _ tallies: TallyChanges
  ) async throws -> Bool {
    let now = now
    var closed = closed
    closed.summary.updatedAt = now
    closed.summary.notBefore = nil
    let list = ChunkedList(partition: ControlKey.outcomes(lease.token, of: lease.pipeline), store: store)
    if !outcomes.isEmpty { try await list.write(outcomes, expiry: now + store.options.manifestRetention) }
    var item = try closed.item()
    item["ttl"] = .number(Int64((now + store.options.manifestRetention).timeIntervalSince1970))
    let unsettled = UnsettledManifest(
      pipeline: lease.pipeline, number: closed.number, token: lease.token, owner: lease.owner,
      startedAt: closed.claimedAt ?? now)
    let actions = [
      store.deleteAction(key(of: lease), from: .control, if: DynamoDBLedger.isHeld, held(lease)),
      store.putAction(item, in: .control),
      store.putAction(unsettled.item(until: now + store.options.patience), in: .control),
    ]
    guard try await store.transact(actions + tallies.actions(of: lease.pipeline, at: now, in: store)) == nil else {
      return false
    }
    // It is decided. What fails from here on is done later, by whoever comes by: see `repairIfDue`.
    try? await settle(unsettled)
    return true
  }
}
