package import Foundation
import MillraceAWS
package import MillraceStorage

extension DynamoDBLedger {
  package func claim(
    _ items: [String], in pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> [ClaimOutcome] {
    if items.isEmpty { return [] }
    try await enter(pipeline)
    let unique = DynamoDBLedger.unique(items)
    let known = try await outcomes(of: unique, in: pipeline)
    let found = try await store.concurrently(Array(zip(unique, known))) { item, known in
      if let known { known } else { try await self.claim(item, in: pipeline, owner: owner, for: duration) }
    }
    var outcomes = Dictionary(
      zip(unique.map { Array($0.utf8) }, found), uniquingKeysWith: { first, _ in first })
    return try items.map { item in
      guard let outcome = outcomes[Array(item.utf8)] else { throw damaged("a claim") }
      // An item that was asked for twice is held by the first of the two.
      if case .claimed(let claim) = outcome {
        outcomes[Array(item.utf8)] = .held(owner: owner, until: claim.expiresAt)
      }
      return outcome
    }
  }

  /// What is done or held, without an attempt to claim it; nil for what may be had.
  ///
  /// Who begins anew asks for everything that is done: a hundred items are one read, and a write that is refused costs as much as
  /// one that is not.
  private func outcomes(of items: [String], in pipeline: String) async throws -> [ClaimOutcome?] {
    if items.count == 1 { return [nil] }
    let now = now
    return try await states(of: items, in: pipeline).map { state in
      switch state {
      case .done(let output, _): .done(output: output)
      case .held(let held) where held.expiresAt > now: .held(owner: held.owner, until: held.expiresAt)
      case .held, .unknown: nil
      }
    }
  }

  /// Each once, by their bytes.
  static func unique(_ items: [String]) -> [String] {
    var seen: Set<[UInt8]> = []
    return items.filter { seen.insert(Array($0.utf8)).inserted }
  }

  private func claim(
    _ item: String, in pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> ClaimOutcome {
    let now = now
    let claim = Claim(
      pipeline: pipeline, item: item, owner: owner, token: Int64.random(in: 1 ... .max),
      expiresAt: Date(milliseconds: now.milliseconds + duration.milliseconds))
    let outcome = try await store.put(
      ClaimItem.held(claim, since: now), in: .items,
      if: "attribute_not_exists(#pk) OR #lease_until <= :now OR #token = :token",
      [":now": .number(now.milliseconds), ":token": .number(claim.token)])
    guard case .refused(let other) = outcome else { return .claimed(claim) }
    guard let other, let until = other.date("lease_until") else { return .done(output: other?.text("output") ?? "") }
    return .held(owner: other.text("owner") ?? "", until: until)
  }

  package func renew(_ claims: [Claim], for duration: TimeInterval) async throws -> [Claim] {
    let until = now.milliseconds + duration.milliseconds
    return try await lost(claims) { claim in
      try await self.store.update(
        ControlKey.claim(claim.item, of: claim.pipeline), in: .items, "SET #lease_until = :until",
        if: ClaimItem.isHeld, [":token": .number(claim.token), ":until": .number(until)]
      ).isWritten
    }
  }

  package func finish(_ claims: [Claim], output: String) async throws -> [Claim] {
    let now = now
    let outcomes = try await store.concurrently(claims) { claim in
      try await self.store.update(
        ControlKey.claim(claim.item, of: claim.pipeline), in: .items,
        "SET #output = :output, #done_at = :now REMOVE #lease_until, #held, #held_since", if: ClaimItem.isHeld,
        [":token": .number(claim.token), ":output": .string(output), ":now": .number(now.milliseconds)])
    }
    var lost: [Claim] = []
    var finished: [String: Int64] = [:]
    for (claim, outcome) in zip(claims, outcomes) {
      switch outcome {
      case .written: finished[claim.pipeline, default: 0] += 1
      // Done by this very claim: an answer may have been lost, and the call made again.
      case .refused(let item?) where item.integer("token") == claim.token: break
      case .refused: lost.append(claim)
      }
    }
    for (pipeline, count) in finished { try await addDone(count, to: pipeline) }
    return lost
  }

  package func release(_ claims: [Claim]) async throws {
    _ = try await lost(claims) { claim in
      try await self.store.delete(
        ControlKey.claim(claim.item, of: claim.pipeline), from: .items, if: ClaimItem.isHeld,
        [":token": .number(claim.token)]
      ).isWritten
    }
  }

  package func forget(_ items: [String], in pipeline: String) async throws {
    let keys = DynamoDBLedger.unique(items).map { ControlKey.claim($0, of: pipeline) }
    let found = try await store.get(keys, from: .items)
    let forgotten = try await store.concurrently(found) { item -> Int64 in
      let outcome = try await self.store.delete(
        .key(item.text("pk") ?? "", item.text("sk") ?? ""), from: .items, if: "#token = :token",
        [":token": item["token"] ?? 0])
      return outcome.isWritten && item["lease_until"] == nil ? 1 : 0
    }
    try await addDone(-forgotten.reduce(0, +), to: pipeline)
  }

  /// The number of items that are done is kept apart from them, and is short by those that a process finished last before it
  /// died: it is for people.
  private func addDone(_ count: Int64, to pipeline: String) async throws {
    if count == 0 { return }
    var tallies = TallyChanges()
    tallies.add(count, to: "claims_done")
    for case .update(let update) in tallies.actions(of: pipeline, at: now, in: store) {
      _ = try await store.update(
        update.key, in: .control, update.update, update.arguments.values)
    }
  }

  /// Does something to each claim. The answer holds those for which it says no.
  private func lost(
    _ claims: [Claim], _ body: @escaping @Sendable (Claim) async throws -> Bool
  ) async throws -> [Claim] {
    let kept = try await store.concurrently(claims, body)
    return zip(claims, kept).filter { !$1 }.map { $0.0 }
  }
}
