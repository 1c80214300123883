internal import Foundation
internal import MillraceStorage

/// The objects of a store: a bucket, or what a web server lists.
struct StoreListing: FileListing {
  let store: any ObjectStore
  /// Keys begin with it.
  var prefix = ""
  /// Whether what lies in folders within is taken, too.
  var isRecursive = true
  /// How long an object must have been unchanged, by the clocks of both machines.
  var settle = Duration.zero
  /// The bucket's name where the store is one bucket of several; otherwise empty.
  var bucket = ""
  let match: [GlobPattern]
  let poll: Duration

  var location: String { store.location }

  func pass(
    _ body: @Sendable ([ObjectPlace]) async throws -> Void, isStopping: @Sendable () -> Bool
  ) async throws -> ListingReport {
    let match = ObjectMatch(patterns: match)
    var report = ListingReport()
    for try await page in store.list(ObjectSelection(prefix: prefix, isRecursive: isRecursive)) {
      if isStopping() { break }
      let taken = page.filter { !$0.key.text.hasSuffix("/") && match.takes($0.key.text) }
      let settled = taken.filter { Date().timeIntervalSince($0.modifiedAt) >= settle / .seconds(1) }
      if settled.count < taken.count {
        report.unsettled += taken.count - settled.count
        report.nextSettled = settle
      }
      try await body(
        settled.map { ObjectPlace(store: store, bucket: bucket, key: $0.key, size: $0.size, etag: $0.etag) })
    }
    return report
  }
}
