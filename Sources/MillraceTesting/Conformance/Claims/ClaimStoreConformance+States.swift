import MillraceStorage
import Testing

extension ClaimStoreConformance {
  /// What is known of an item can be asked without taking it.
  package func checkStates() async throws {
    try await withFixture { fixture in
      let (store, pipeline) = (fixture.store, fixture.pipeline)
      #expect(try await store.states(of: [], in: pipeline) == [])
      #expect(try await store.states(of: ["x"], in: pipeline) == [.unknown])
      let claims = try await fixture.take("held", "done", "free", by: "a \"1\"")
      try await fixture.pass(0.5)
      #expect(try await store.finish([claims[1]], output: "s3://out/\u{E9}\n") == [])
      try await store.release([claims[2]])
      let states = try await store.states(of: ["free", "done", "held", "never", "done"], in: pipeline)
      #expect(states.count == 5 && states[0] == .unknown && states[3] == .unknown)
      #expect(states[1] == states[4] && states[1].isDone && !states[2].isDone)
      guard case .done("s3://out/\u{E9}\n", let at) = states[1], case .held(let held) = states[2] else {
        Issue.record("\(states)")
        return
      }
      fixture.expect(at, inSeconds: 0)
      #expect(held.item == "held" && held.owner == "a \"1\"" && held.expiresAt == claims[0].expiresAt)
      #expect(held.token == claims[0].token && held.claim(in: pipeline) == claims[0])
      fixture.expect(held.claimedAt, inSeconds: -0.5)
      try await fixture.pass(fixture.lease)
      #expect(try await store.states(of: ["held"], in: pipeline) == [.held(held)], "also when the claim has lapsed")
      #expect(try await store.states(of: ["held"], in: pipeline + "-other") == [.unknown])
      // Taking a claim away from its owner is safe: what was taken since is left alone.
      #expect(try await store.heldItems(of: pipeline, limit: 10) == [held])
      try await store.release([held.claim(in: pipeline)])
      let again = try await fixture.take("held", by: "b", for: 600)
      try await store.release([held.claim(in: pipeline)])
      #expect(try await fixture.claim("held", by: "c").map(\.holder) == ["b"])
      #expect(try await store.finish(again, output: "") == [])
    }
    try await checkManyStates()
  }

  private func checkManyStates() async throws {
    try await withFixture { fixture in
      // More than any store takes in one call, and names that are equal to Swift but not to the store.
      let items = (0..<723).map { "in/\($0).json" } + ["\u{E9}", "e\u{301}", String(repeating: "k", count: 2_100)]
      let claims = try await fixture.store.claim(
        ["in/0.json", "in/99.json", "in/722.json", "e\u{301}", items[725]], in: fixture.pipeline, owner: "a", for: 600)
      #expect(claims.count { if case .claimed = $0 { true } else { false } } == 5)
      let states = try await fixture.store.states(of: items, in: fixture.pipeline)
      #expect(states.count == items.count)
      #expect(states.indices.filter { states[$0] != .unknown } == [0, 99, 722, 724, 725])
      #expect(try await fixture.store.states(of: items.reversed(), in: fixture.pipeline) == states.reversed())
    }
  }
}
