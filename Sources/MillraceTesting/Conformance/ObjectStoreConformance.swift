package import MillraceStorage
import Testing

/// What every ``ObjectStore`` must do. Each check gets a store of its own, which is empty.
package struct ObjectStoreConformance: Sendable {
  package typealias MakeStore = @Sendable () async throws -> any ObjectStore

  let makeStore: MakeStore
  let takesNewlines: Bool

  /// - Parameter takesNewlines: false for mocks that cannot hold keys with a newline, as moto.
  package init(takesNewlines: Bool = true, makeStore: @escaping MakeStore) {
    self.takesNewlines = takesNewlines
    self.makeStore = makeStore
  }

  /// Runs all checks. What does not hold is recorded as an issue of the test that calls this.
  package func check() async throws {
    try await checkReadingAndWriting()
    try await checkStaging()
    try await checkListing()
    try await checkDeletion()
    try await checkRaces()
  }

  /// What the listing of a prefix holds, page by page.
  package static func keys(in store: any ObjectStore, prefix: String = "") async throws -> [String] {
    var keys: [String] = []
    for try await page in store.list(prefix: prefix) {
      #expect(!page.isEmpty)
      keys += page.map(\.key.text)
    }
    return keys
  }
}
