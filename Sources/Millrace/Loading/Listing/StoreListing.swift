internal import MillraceStorage

/// The objects of a store: a bucket, or what a web server lists.
struct StoreListing: FileListing {
  let store: any ObjectStore
  /// Keys begin with it.
  var prefix = ""
  /// The bucket's name where the store is one bucket of several; otherwise empty.
  var bucket = ""
  let match: [GlobPattern]
  let poll: Duration

  var location: String { store.location }

  func pass(
    _ body: @Sendable ([ObjectPlace]) async throws -> Void, isStopping: @Sendable () -> Bool
  ) async throws -> ListingReport {
    let match = ObjectMatch(patterns: match)
    for try await page in store.list(prefix: prefix) {
      if isStopping() { break }
      let taken = page.filter { !$0.key.text.hasSuffix("/") && match.takes($0.key.text) }
      try await body(
        taken.map { ObjectPlace(store: store, bucket: bucket, key: $0.key, size: $0.size, etag: $0.etag) })
    }
    return ListingReport()
  }
}
