package import Foundation
package import MillraceStorage

extension RedisLedger {
  /// Items in one script.
  private static let claimChunk = 500

  package func claim(
    _ items: [String], in pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> [ClaimOutcome] {
    let chunks = RedisLedger.chunks(of: items)
    let replies = try await change(
      .claimItems, of: pipeline, each: chunks.map { [owner, String(duration.milliseconds)] + $0 })
    let outcomes = replies.flatMap { $0.list ?? [] }
    guard outcomes.count == items.count else { throw unexpected(.none) }
    return try zip(items, outcomes).map { item, reply in
      try outcome(reply, of: item, in: pipeline, owner: owner)
    }
  }

  private func outcome(
    _ reply: RedisReply, of item: String, in pipeline: String, owner: String
  ) throws -> ClaimOutcome {
    let values = reply.list ?? []
    switch values.first?.number {
    case 1:
      guard let token = values[1].number, let until = values[2].number else { break }
      return .claimed(
        Claim(pipeline: pipeline, item: item, owner: owner, token: token, expiresAt: Date(milliseconds: until)))
    case 2: return .done(output: values[1].text ?? "")
    case 3: return .held(owner: values[1].text ?? "", until: Date(milliseconds: values[2].number ?? 0))
    default: break
    }
    throw unexpected(reply)
  }

  package func renew(_ claims: [Claim], for duration: TimeInterval) async throws -> [Claim] {
    try await forEach(claims) {
      [String(duration.milliseconds)] + $0
    } run: { pipeline, each in
      try await change(.renewClaims, of: pipeline, each: each)
    }
  }

  package func finish(_ claims: [Claim], output: String) async throws -> [Claim] {
    try await forEach(claims) {
      [output] + $0
    } run: { pipeline, each in
      try await change(.finishClaims, of: pipeline, each: each)
    }
  }

  package func release(_ claims: [Claim]) async throws {
    _ = try await forEach(claims) {
      $0
    } run: { pipeline, each in
      try await change(.releaseClaims, of: pipeline, each: each)
    }
  }

  package func forget(_ items: [String], in pipeline: String) async throws {
    _ = try await change(.forgetItems, of: pipeline, each: RedisLedger.chunks(of: items))
  }

  package func heldItems(of pipeline: String, limit: Int) async throws -> [HeldItem] {
    if limit < 1 { return [] }
    let reply = try await ask(.heldItems, of: pipeline, [String(limit)])
    return try (reply.list ?? []).map { entry in
      guard let values = entry.list, values.count == 5, let item = values[0].text, let owner = values[1].text,
        let since = values[2].number, let until = values[3].number, let token = values[4].number
      else { throw unexpected(entry) }
      return HeldItem(
        item: item, owner: owner, token: token, claimedAt: Date(milliseconds: since),
        expiresAt: Date(milliseconds: until))
    }
  }

  package func claimCounts(of pipeline: String) async throws -> ClaimCounts {
    let reply = try await ask(.claimCounts, of: pipeline)
    let numbers = (reply.list ?? []).compactMap(\.number).map(Int.init)
    guard numbers.count == 3 else { throw unexpected(reply) }
    return ClaimCounts(held: numbers[0], lapsed: numbers[1], done: numbers[2])
  }

  package func states(of items: [String], in pipeline: String) async throws -> [ItemState] {
    var states: [ItemState] = []
    for chunk in RedisLedger.chunks(of: items) {
      let reply = try await ask(.itemStates, of: pipeline, chunk)
      guard let entries = reply.list, entries.count == chunk.count else { throw unexpected(reply) }
      states += try zip(chunk, entries).map { try state(of: $0, $1) }
    }
    return states
  }

  private func state(of item: String, _ reply: RedisReply) throws -> ItemState {
    let values = reply.list ?? []
    switch (values.first?.number, values.count) {
    case (0, 1): return .unknown
    case (2, 3): return .done(output: values[1].text ?? "", at: Date(milliseconds: values[2].number ?? 0))
    case (3, 5):
      return .held(
        HeldItem(
          item: item, owner: values[1].text ?? "", token: values[4].number ?? 0,
          claimedAt: Date(milliseconds: values[2].number ?? 0), expiresAt: Date(milliseconds: values[3].number ?? 0)))
    default: throw unexpected(reply)
    }
  }

  /// Runs a script on claims, pipeline by pipeline. The answer holds those that were not their owner's any more.
  private func forEach(
    _ claims: [Claim], arguments: ([String]) -> [String],
    run: (_ pipeline: String, _ each: [[String]]) async throws -> [RedisReply]
  ) async throws -> [Claim] {
    var lost: [Claim] = []
    for (pipeline, claims) in Dictionary(grouping: claims, by: \.pipeline) {
      let chunks = RedisLedger.chunks(of: claims)
      let replies = try await run(
        pipeline, chunks.map { arguments($0.flatMap { [$0.item, String($0.token)] }) })
      for (chunk, reply) in zip(chunks, replies) {
        for (claim, letter) in zip(chunk, reply.text ?? "") where letter != "1" { lost.append(claim) }
      }
    }
    return lost
  }

  static func chunks<Element>(of elements: [Element]) -> [[Element]] {
    stride(from: 0, to: elements.count, by: claimChunk).map {
      Array(elements[$0..<min($0 + claimChunk, elements.count)])
    }
  }
}
