import MillraceStorage
import Testing

extension ObjectStoreConformance {
  /// What was put is read, whole and in part; conditions hold.
  package func checkReadingAndWriting() async throws {
    let store = try await makeStore()
    let key = try ObjectKey("date=2026-11-21/a.parquet")
    #expect(try await store.head(key) == nil)
    let missing = await #expect(throws: StoreError.self) { try await store.get(key) }
    #expect(missing?.code == .notFound && missing?.message.contains("a.parquet") == true)
    #expect(try await store.put(Array("first".utf8), as: key, condition: .ifAbsent) == .stored)
    let first = try #require(try await store.head(key))
    #expect(first.size == 5 && first.key == key && !first.etag.isEmpty)
    #expect(try await store.put(Array("other".utf8), as: key, condition: .ifAbsent) == .exists)
    #expect(try await store.get(key) == Array("first".utf8))
    #expect(try await store.head(key) == first)
    #expect(try await store.put(Array("second".utf8), as: key, condition: .overwrite) == .stored)
    #expect(try await store.head(key)?.etag != first.etag)
    #expect(try await store.get(key, range: 1..<3) == Array("ec".utf8))
    #expect(try await store.get(key, range: 4..<100) == Array("nd".utf8))
    #expect(try await store.get(key, range: 6..<100) == [])
    try await checkVersions(store, key, replaced: first.etag)
    let empty = try ObjectKey("empty")
    #expect(try await store.put([], as: empty, condition: .overwrite) == .stored)
    #expect(try await store.get(empty) == [])
    try await checkOddKeys(store)
  }

  /// A version that was replaced is never read for the one that was asked for.
  private func checkVersions(_ store: any ObjectStore, _ key: ObjectKey, replaced: String) async throws {
    let present = try #require(try await store.head(key)).etag
    #expect(try await store.get(key, range: 0..<3, ifMatch: present) == Array("sec".utf8))
    let changed = await #expect(throws: StoreError.self) { try await store.get(key, range: 0..<3, ifMatch: replaced) }
    #expect(changed?.code == .changed)
    let missing = await #expect(throws: StoreError.self) {
      try await store.get(ObjectKey("nothing/here"), range: 0..<3, ifMatch: present)
    }
    #expect(missing?.code == .notFound)
  }

  private func checkOddKeys(_ store: any ObjectStore) async throws {
    let odd = [
      "a b", "ü/\u{E9}", "ü/e\u{301}", "%2F", "x:y=z", takesNewlines ? "tab\tnewline\n" : "tab\t", ".hidden", "...",
      String(repeating: "n", count: 255),
    ]
    for text in odd {
      let key = try ObjectKey(text)
      #expect(try await store.put(Array(text.utf8), as: key, condition: .ifAbsent) == .stored)
    }
    for text in odd {
      #expect(try await store.get(ObjectKey(text)) == Array(text.utf8))
    }
  }

  /// A staged object is seen once it is published, and not at all if it is abandoned.
  package func checkStaging() async throws {
    let store = try await makeStore()
    let key = try ObjectKey("out/x")
    let staged = try await store.stage(key)
    try staged.write(Array("par".utf8))
    #expect(try await store.head(key) == nil)
    #expect(try await Self.keys(in: store) == [])
    try staged.write(Array("quet".utf8))
    #expect(try await staged.publish(.overwrite) == .stored)
    #expect(try await store.get(key) == Array("parquet".utf8))
    await staged.abandon()
    #expect(throws: StoreError.self) { try staged.write([3]) }
    #expect(try await store.head(key)?.size == 7)
    await #expect(throws: StoreError.self) { try await staged.publish(.overwrite) }

    let refused = try await store.stage(key)
    try refused.write([1])
    #expect(try await refused.publish(.ifAbsent) == .exists)
    let abandoned = try await store.stage(key)
    try abandoned.write([2])
    await abandoned.abandon()
    await abandoned.abandon()
    let dropped = try await store.stage(try ObjectKey("out/y")).key
    #expect(try await store.head(dropped) == nil)
    #expect(try await store.get(key) == Array("parquet".utf8))
    #expect(try await Self.keys(in: store) == ["out/x"])
  }

  /// Objects go away, alone and together, and it is no error if they were not there.
  package func checkDeletion() async throws {
    let store = try await makeStore()
    let keys = try (0..<5).map { try ObjectKey("d/\($0)/x") }
    for key in keys { _ = try await store.put([1], as: key, condition: .overwrite) }
    try await store.delete(keys[0])
    try await store.delete(keys[0])
    #expect(try await store.head(keys[0]) == nil)
    try await store.delete(Array(keys[0..<3]))
    #expect(try await Self.keys(in: store) == ["d/3/x", "d/4/x"])
    try await store.delete(keys)
    try await store.delete([])
    #expect(try await Self.keys(in: store) == [])
    #expect(try await store.put([1], as: keys[0], condition: .ifAbsent) == .stored)
  }

  /// Of many who write one key if it is absent, one wins; readers see one of the objects, whole.
  package func checkRaces() async throws {
    let store = try await makeStore()
    let key = try ObjectKey("races/one")
    let outcomes = try await withThrowingTaskGroup(of: PutOutcome.self) { group in
      for writer in 0..<16 {
        group.addTask {
          try await store.put(Array(repeating: UInt8(writer), count: 100_000), as: key, condition: .ifAbsent)
        }
      }
      return try await group.reduce(into: [PutOutcome]()) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == .stored } == 1)
    let bytes = try await store.get(key)
    #expect(bytes.count == 100_000 && Set(bytes).count == 1)
    try await checkOverwritingAndDeleting(store)
  }

  /// Deletions that empty a folder do not get in the way of writers.
  private func checkOverwritingAndDeleting(_ store: any ObjectStore) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<4 {
        let key = try ObjectKey("races/deep/folder/\(worker)")
        group.addTask {
          for _ in 0..<25 {
            _ = try await store.put([UInt8(worker)], as: key, condition: .overwrite)
            try await store.delete(key)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await Self.keys(in: store) == ["races/one"])
  }
}
