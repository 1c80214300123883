import MillraceStorage
import Testing

extension ClaimStoreConformance {
  /// An item is one owner's at a time.
  package func checkClaims() async throws {
    try await withFixture { fixture in
      #expect(try await fixture.store.claim([], in: fixture.pipeline, owner: "a", for: 60) == [])
      let claims = try await fixture.take("x", "y")
      #expect(claims.map(\.item) == ["x", "y"] && claims.allSatisfy { $0.owner == "a" })
      #expect(claims.allSatisfy { $0.pipeline == fixture.pipeline })
      for claim in claims { fixture.expect(claim.expiresAt, inSeconds: fixture.lease) }
      let mixed = try await fixture.claim("x", "z", "y", by: "b")
      #expect(mixed.map(\.holder) == ["a", nil, "a"])
      guard case .held(_, let until) = mixed[0], case .claimed(let third) = mixed[1] else {
        Issue.record("\(mixed)")
        return
      }
      fixture.expect(until, inSeconds: fixture.lease)
      #expect(third.item == "z" && third.owner == "b")
      // Even to its owner: the same message may come to a process twice.
      #expect(try await fixture.claim("x").map(\.holder) == ["a"])
      let twice = try await fixture.claim("w", "w")
      #expect(twice.map(\.holder) == [nil, "a"])
    }
    try await checkItemsAreBytes()
    try await checkPipelinesAreSeparate()
  }

  private func checkItemsAreBytes() async throws {
    try await withFixture { fixture in
      // Canonically equivalent, but not the same bytes; and what needs escaping somewhere.
      let items = [
        "s3://b/\u{E9}#1", "s3://b/e\u{301}#1", "'; DROP TABLE claims; --", "a b\n\"c\"", "%", "🦆", "*?[x]", "{a}:1",
        String(repeating: "k", count: 1100),
      ]
      for item in items { _ = try await fixture.take(item) }
      let again = try await fixture.store.claim(items, in: fixture.pipeline, owner: "b", for: 60)
      #expect(again.allSatisfy { $0.holder == "a" })
      let held = try await fixture.store.heldItems(of: fixture.pipeline, limit: 100)
      #expect(Set(held.map { Array($0.item.utf8) }) == Set(items.map { Array($0.utf8) }))
    }
  }

  private func checkPipelinesAreSeparate() async throws {
    try await withFixture { fixture in
      let other = fixture.pipeline + "-other"
      let mine = try await fixture.take("x")
      let outcomes = try await fixture.store.claim(["x"], in: other, owner: "b", for: fixture.lease)
      #expect(outcomes.map(\.holder) == [nil])
      #expect(try await fixture.store.finish(mine, output: "") == [])
      #expect(try await fixture.store.claimCounts(of: other) == ClaimCounts(held: 1))
      #expect(try await fixture.store.claimCounts(of: fixture.pipeline) == ClaimCounts(done: 1))
    }
  }

  /// Claims lapse, and then the next owner's word counts.
  package func checkExpiry() async throws {
    try await withFixture { fixture in
      let old = try await fixture.take("x")
      try await fixture.pass(fixture.lease)
      let new = try await fixture.take("x", by: "b", for: 600)
      #expect(new[0].token != old[0].token)
      #expect(try await fixture.store.renew(old, for: 600) == old)
      #expect(try await fixture.store.finish(old, output: "late") == old)
      try await fixture.store.release(old)
      #expect(try await fixture.claim("x", by: "c").map(\.holder) == ["b"])
      #expect(try await fixture.store.finish(new, output: "in time") == [])
      #expect(try await fixture.store.finish(old, output: "late") == old)
      #expect(try await fixture.claim("x") == [.done(output: "in time")])
    }
    try await checkRenewal()
  }

  private func checkRenewal() async throws {
    try await withFixture { fixture in
      let claims = try await fixture.take("x", "y", "z")
      try await fixture.store.release([claims[1]])
      let other = try await fixture.take("y", by: "b", for: 600)
      #expect(try await fixture.store.renew([], for: 600) == [])
      #expect(try await fixture.store.renew(claims, for: fixture.lease * 3) == [claims[1]])
      try await fixture.pass(fixture.lease * 2)
      #expect(try await fixture.claim("x", "y", "z", by: "c").map(\.holder) == ["a", "b", "a"])
      try await fixture.pass(fixture.lease)
      // It has lapsed, but nobody has taken it.
      #expect(try await fixture.store.renew([claims[0]], for: 600) == [])
      #expect(try await fixture.claim("x", "z", by: "c").map(\.holder) == ["a", nil])
      #expect(try await fixture.store.finish(other, output: "") == [])
      #expect(try await fixture.store.renew(other, for: 600) == other, "what is done is not held")
    }
  }

  /// What is done stays done, and may be said twice.
  package func checkFinishing() async throws {
    try await withFixture { fixture in
      let claims = try await fixture.take("x", "y")
      #expect(try await fixture.store.finish([], output: "") == [])
      #expect(try await fixture.store.finish([claims[0]], output: "s3://out/é") == [])
      #expect(try await fixture.store.finish(claims, output: "again") == [], "a lost answer, and the call once more")
      try await fixture.pass(fixture.lease)
      #expect(
        try await fixture.claim("x", "y", by: "b") == [.done(output: "s3://out/é"), .done(output: "again")])
      #expect(try await fixture.store.claimCounts(of: fixture.pipeline) == ClaimCounts(done: 2))
      let late = try await fixture.take("late")
      try await fixture.pass(fixture.lease)
      #expect(try await fixture.store.finish(late, output: "") == [], "it has lapsed, but nobody has taken it")
      #expect(try await fixture.claim("late") == [.done(output: "")])
    }
  }

  /// What is given back or forgotten can be taken at once.
  package func checkReleasing() async throws {
    try await withFixture { fixture in
      let first = try await fixture.take("x", "y")
      #expect(try await fixture.store.finish([first[1]], output: "") == [])
      try await fixture.store.release([])
      try await fixture.store.release(first)
      try await fixture.store.release(first)
      #expect(try await fixture.claim("y") == [.done(output: "")], "what is done is not given back")
      let second = try await fixture.take("x", by: "b")
      #expect(try await fixture.store.finish([first[0]], output: "") == [first[0]])
      try await fixture.store.release([first[0]])
      #expect(try await fixture.claim("x", by: "c").map(\.holder) == ["b"])
      try await fixture.store.forget(["x", "y", "unknown"], in: fixture.pipeline)
      try await fixture.store.forget([], in: fixture.pipeline)
      #expect(try await fixture.store.claimCounts(of: fixture.pipeline) == ClaimCounts())
      let third = try await fixture.take("x", "y", by: "c")
      #expect(try await fixture.store.finish(second, output: "") == second)
      #expect(try await fixture.store.renew(third, for: fixture.lease) == [])
    }
  }
}
