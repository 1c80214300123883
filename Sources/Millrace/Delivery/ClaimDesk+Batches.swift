internal import MillraceStorage

/// For those who have many items at hand.
extension ClaimDesk {
  /// Tries to take items; what is taken stays so until it is finished or released.
  func claim(_ items: [String]) async throws -> [ClaimOutcome] {
    var outcomes: [ClaimOutcome] = []
    for start in stride(from: 0, to: items.count, by: Self.batch) {
      let part = Array(items[start..<min(start + Self.batch, items.count)])
      let answer = try await ledger.claim(part, in: pipeline, owner: owner, for: length)
      for case .claimed(let claim) in answer { keeper.keep(claim) }
      outcomes += answer
    }
    return outcomes
  }

  /// Whether an item is held by this very desk.
  func isOurs(_ outcome: ClaimOutcome) -> Bool {
    if case .held(owner, _) = outcome { true } else { false }
  }

  /// Records items as done. The answer holds the claims that someone else has taken over.
  func finish(_ done: [Claim]) async throws -> [Claim] {
    if done.isEmpty { return [] }
    let lost = try await ledger.finish(done, output: output)
    for claim in done { keeper.drop(claim) }
    return lost
  }

  /// Gives items back.
  func release(_ claims: [Claim]) async throws {
    if claims.isEmpty { return }
    for claim in claims { keeper.drop(claim) }
    try await ledger.release(claims)
  }
}
