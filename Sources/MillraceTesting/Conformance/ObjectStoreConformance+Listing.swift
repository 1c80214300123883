import MillraceStorage
import Testing

extension ObjectStoreConformance {
  /// Keys come in the order of their bytes, each once, those of a prefix only.
  package func checkListing() async throws {
    let store = try await makeStore()
    #expect(try await Self.keys(in: store) == [])
    let texts = ["a.b", "a/x", "a/y/z", "a0", "a!", "B", "é", "z/1", "ab/c", "a/.c"]
    for text in texts {
      _ = try await store.put(Array(text.utf8), as: try ObjectKey(text), condition: .overwrite)
    }
    let sorted = try texts.map { try ObjectKey($0) }.sorted().map(\.text)
    #expect(try await Self.keys(in: store) == sorted)
    for prefix in ["a", "a/", "a/y", "a/y/", "ab/c", "ab/cd", "nothing/here", "z/", "../", "/", "a//"] {
      let expected = sorted.filter { $0.utf8.starts(with: prefix.utf8) }
      #expect(try await Self.keys(in: store, prefix: prefix) == expected, "prefix \(prefix)")
    }
    try await checkSelections(of: sorted, in: store)
    for try await page in store.list(prefix: "a/y") {
      #expect(page.map(\.size) == [5])
      #expect(try await store.head(page[0].key) == page[0])
    }
    try await checkLongListing(store)
  }

  private func checkSelections(of sorted: [String], in store: any ObjectStore) async throws {
    for prefix in ["", "a", "a/", "a/y"] {
      for after in [nil, "a/x", "a/y", "B", "zz"] {
        for isRecursive in [true, false] {
          let selection = ObjectSelection(
            prefix: prefix, startAfter: try after.map { try ObjectKey($0) }, isRecursive: isRecursive)
          var keys: [String] = []
          for try await page in store.list(selection) { keys += page.map(\.key.text) }
          let expected = sorted.filter { key in
            let rest = key.utf8.dropFirst(prefix.utf8.count)
            return key.utf8.starts(with: prefix.utf8) && (isRecursive || !rest.contains(UInt8(ascii: "/")))
              && (after.map { $0.utf8.lexicographicallyPrecedes(key.utf8) } ?? true)
          }
          #expect(keys == expected, "prefix \(prefix), behind \(after ?? "nothing"), recursive: \(isRecursive)")
        }
      }
    }
  }

  private func checkLongListing(_ store: any ObjectStore) async throws {
    let keys = try (0..<1100).map { try ObjectKey("long/\(1000 + $0 * 7 % 1100)") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for part in 0..<4 {
        group.addTask {
          for index in stride(from: part, to: keys.count, by: 4) {
            _ = try await store.put([], as: keys[index], condition: .overwrite)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await Self.keys(in: store, prefix: "long/") == keys.sorted().map(\.text))
  }
}
