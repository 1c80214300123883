import MillraceStorage
import Testing

extension ClaimStoreConformance {
  /// Small texts are kept by name.
  package func checkCheckpoints() async throws {
    try await withFixture { fixture in
      let (store, pipeline) = (fixture.store, fixture.pipeline)
      #expect(try await store.checkpoint("listing", of: pipeline) == nil)
      try await store.setCheckpoint("key-1", named: "listing", of: pipeline)
      try await store.setCheckpoint("", named: "empty", of: pipeline)
      try await store.setCheckpoint("other", named: "listing", of: pipeline + "-other")
      try await store.setCheckpoint("ключ \u{E9} 🦆\n\"x\"", named: "listing", of: pipeline)
      #expect(try await store.checkpoint("listing", of: pipeline) == "ключ \u{E9} 🦆\n\"x\"")
      #expect(try await store.checkpoint("empty", of: pipeline) == "")
      #expect(try await store.checkpoint("listing", of: pipeline + "-other") == "other")
    }
  }

  /// Many are stored and forgotten at once.
  package func checkManyCheckpoints() async throws {
    try await withFixture { fixture in
      let (store, pipeline) = (fixture.store, fixture.pipeline)
      // More than any store takes in one call.
      let names = (0..<1_203).map { "file-\($0)" }
      try await store.setCheckpoints([], of: pipeline)
      try await store.setCheckpoints(names.map { ($0, "at \($0)") }, of: pipeline)
      try await store.setCheckpoints([("file-7", "early"), ("file-8", "other"), ("file-7", "late")], of: pipeline)
      // Canonically equivalent, but not the same bytes.
      try await store.setCheckpoints([("\u{E9}", "one"), ("e\u{301}", "two")], of: pipeline)
      #expect(try await store.checkpoint("file-7", of: pipeline) == "late")
      #expect(try await store.checkpoint("file-8", of: pipeline) == "other")
      #expect(try await store.checkpoint("file-1202", of: pipeline) == "at file-1202")
      #expect(try await store.checkpoint("\u{E9}", of: pipeline) == "one")
      #expect(try await store.checkpoint("e\u{301}", of: pipeline) == "two")
      let asked = ["file-7", "none", "e\u{301}", "file-7"] + names.dropFirst(10)
      let found = ["late", nil, "two", "late"] + names.dropFirst(10).map { "at \($0)" }
      #expect(try await store.checkpoints(asked, of: pipeline) == found)
      #expect(try await store.checkpoints([], of: pipeline) == [])
      #expect(try await store.checkpoints(["file-7"], of: pipeline + "-unheard-of") == [nil])
      try await store.removeCheckpoints([], of: pipeline)
      try await store.removeCheckpoints(Array(names.dropFirst()) + ["none", "file-9"], of: pipeline)
      try await store.removeCheckpoints(["x"], of: pipeline + "-unheard-of")
      for name in ["file-7", "file-8", "file-600", "file-1202"] {
        #expect(try await store.checkpoint(name, of: pipeline) == nil)
      }
      #expect(try await store.checkpoint("file-0", of: pipeline) == "at file-0")
    }
  }
}
