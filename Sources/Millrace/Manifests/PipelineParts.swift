internal import Foundation
internal import MillraceStorage

/// What a pipeline of manifests is composed of at run time. Tests put others in their places.
struct PipelineParts: Sendable {
  var ledger: any Ledger
  /// Takes the Parquet files.
  var output: any ObjectStore
  /// Takes manifests, for people to read.
  var manifests: any ObjectStore
  var quarantine: QuarantineStore
  var converter: any ManifestConverter
  /// The buckets that inputs lie in; nil where they are files.
  var buckets: BucketBook?
  /// Tells of new objects, where the source is `s3-events`.
  var eventQueue: (any MessageQueue)?
  /// Tells converters of manifests; nil: they ask the ledger.
  var manifestQueue: (any MessageQueue)?
  /// Is told of each output; nil: nobody is.
  var notifier: OutputNotifier?
  var clock: any WallClock = SystemWallClock()
  /// How often, and after which pauses, what failed is tried again.
  var retry = RetryPolicy(maximumAttempts: 5, firstDelay: 1, maximumDelay: 60)
  /// The length of a lease in seconds; it is renewed three times as often.
  var leaseDuration: TimeInterval = 60
}
