/// Finds the files that are to be loaded, again and again.
protocol FileListing: Sendable {
  /// How long to wait between two listings.
  var poll: Duration { get }
  /// Where it reads, for messages.
  var location: String { get }

  /// Goes through all that is there once, a page at a time, until `isStopping`.
  ///
  /// - Throws: `PipelineError` or `StoreError` where the source itself cannot be read.
  func pass(_ body: @Sendable ([ObjectPlace]) async throws -> Void, isStopping: @Sendable () -> Bool) async throws
    -> ListingReport
}

/// What a listing has left out, for now.
struct ListingReport: Sendable {
  /// Files that are still being written.
  var unsettled = 0
  /// When the first of them may be taken.
  var nextSettled: Duration?
  /// Files and folders that cannot be read.
  var unreadable = 0
}
