import MillraceStorage
import Testing

extension ClaimStoreConformance {
  /// What is held, by whom and since when, can be listed and counted.
  package func checkReports() async throws {
    try await withFixture { fixture in
      #expect(try await fixture.store.heldItems(of: fixture.pipeline, limit: 10) == [])
      #expect(try await fixture.store.claimCounts(of: fixture.pipeline) == ClaimCounts())
      _ = try await fixture.take("first")
      try await fixture.pass(fixture.lease)
      let second = try await fixture.take("second", by: "b", for: 600)
      try await fixture.pass(0.1)
      let third = try await fixture.take("third", by: "c", for: 600)
      #expect(try await fixture.store.finish(third, output: "") == [])
      try await fixture.pass(0.1)
      _ = try await fixture.take("fourth", by: "d", for: 600)
      let held = try await fixture.store.heldItems(of: fixture.pipeline, limit: 10)
      #expect(held.map(\.item) == ["first", "second", "fourth"] && held.map(\.owner) == ["a", "b", "d"])
      #expect(try await fixture.store.heldItems(of: fixture.pipeline, limit: 2).map(\.item) == ["first", "second"])
      if held.count > 1 {
        #expect(held[1].expiresAt == second[0].expiresAt)
        fixture.expect(held[1].claimedAt, inSeconds: -0.2)
      }
      #expect(try await fixture.store.claimCounts(of: fixture.pipeline) == ClaimCounts(held: 2, lapsed: 1, done: 1))
    }
  }

  /// Of many who want the same items at once, one gets each; and each is finished once.
  package func checkRaces() async throws {
    try await withFixture { fixture in
      let items = (0..<60).map { "item-\($0)" }
      let claims = try await withThrowingTaskGroup(of: [Claim].self) { group in
        for worker in 0..<8 {
          group.addTask {
            let shuffled = items.shuffled()
            return try await fixture.store.claim(shuffled, in: fixture.pipeline, owner: "\(worker)", for: 600)
              .compactMap { if case .claimed(let claim) = $0 { claim } else { nil } }
          }
        }
        return try await group.reduce(into: [Claim]()) { $0 += $1 }
      }
      #expect(claims.count == items.count && Set(claims.map(\.item)) == Set(items))
      let lost = try await withThrowingTaskGroup(of: [Claim].self) { group in
        for _ in 0..<4 { group.addTask { try await fixture.store.finish(claims, output: "done") } }
        return try await group.reduce(into: [Claim]()) { $0 += $1 }
      }
      #expect(lost == [])
      #expect(try await fixture.store.claimCounts(of: fixture.pipeline) == ClaimCounts(done: items.count))
    }
  }
}
