package import Foundation

/// How a ledger in DynamoDB is kept.
///
/// In an address: `dynamodb:table?create=no&shards=8`.
package struct DynamoDBOptions: Sendable {
  /// `create`: whether missing tables are made, paid for by request. `no` where someone else makes them.
  package var createsTables = true
  /// `shards`: over how many partition keys the files of one date are spread. One key takes about 1,000 writes a second, and
  /// entering a file is one; the index by status has as many. It is fixed when the ledger is made: with 1 the keys
  /// are the bare dates and states, with more each has `#` and two digits behind it.
  package var shards = 1
  /// For how long completed files are remembered, in seconds. A source that lists a file once more after that enters it again.
  package var completedRetention: TimeInterval = 7 * 86_400
  /// For how long the tables say what became of a manifest, in seconds.
  package var manifestRetention: TimeInterval = 30 * 86_400
  /// After how long, in seconds, what another process has left half done is taken for abandoned, and put right.
  package var patience: TimeInterval = 60
  /// What an hour of a worker costs, in US dollars; for `estimated_cost_usd` in the table of metrics.
  package var workerCostPerHour = 0.0
  /// Calls at the same time for one batch.
  package var concurrency = 24
  /// Called before each write. Tests end the process here, as it were, to see whether the ledger heals.
  package var beforeWrite: (@Sendable () throws -> Void)?

  package init() {}
}
