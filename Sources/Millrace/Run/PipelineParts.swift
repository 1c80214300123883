internal import Foundation
internal import MillraceStorage

/// What a pipeline is composed of at run time. Tests put others in their places.
struct PipelineParts: Sendable {
  var ledger: any Ledger
  /// Takes the Parquet files.
  var output: any ObjectStore
  /// Takes manifests, for people to read.
  var manifests: any ObjectStore
  var quarantine: QuarantineStore
  var converter: any ManifestConverter
  var clock: any WallClock = SystemWallClock()
  /// How often, and after which pauses, what failed is tried again.
  var retry = RetryPolicy(maximumAttempts: 5, firstDelay: 1, maximumDelay: 60)
  /// Called when a run has ended.
  var close: @Sendable () -> Void = {}
  /// The length of a lease in seconds; it is renewed three times as often.
  var leaseDuration: TimeInterval = 60
}
