import MillraceStorage
import Testing

extension LedgerConformance {
  /// A schema's versions follow one another, and of two who write the same version one wins.
  package func checkSchemas() async throws {
    try await withFixture { fixture in
      let ledger = fixture.ledger
      #expect(try await ledger.schema(of: "events") == nil)
      #expect(try await ledger.putSchema("{}", version: 2, of: "events") == .conflict(nil))
      #expect(try await ledger.putSchema("{\"a\":1}", version: 1, of: "events") == .stored)
      let first = try #require(try await ledger.schema(of: "events"))
      #expect(first == StoredSchema(dataset: "events", version: 1, body: "{\"a\":1}", createdAt: fixture.clock.now))
      #expect(try await ledger.putSchema("other", version: 1, of: "events") == .conflict(first))
      #expect(try await ledger.putSchema("two", version: 2, of: "events") == .stored)
      #expect(try await ledger.putSchema("three", version: 2, of: "events") != .stored)
      #expect(try await ledger.schemaHistory(of: "events").map(\.body) == ["{\"a\":1}", "two"])
      #expect(try await ledger.schemaHistory(of: "others") == [])
      let wins = try await withThrowingTaskGroup(of: Bool.self) { group in
        for writer in 0..<8 {
          group.addTask { try await ledger.putSchema("by \(writer)", version: 3, of: "events") == .stored }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(wins == 1)
    }
  }
}
