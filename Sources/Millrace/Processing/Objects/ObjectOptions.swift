internal import Foundation
internal import MillraceCompression
internal import MillraceJSON
internal import MillraceStorage

/// How objects are processed.
struct ObjectOptions: Sendable {
  /// The pipeline's name in the ledger.
  var pipeline: String
  var consumer = QueueConsumer.Options()
  /// Objects that are processed at the same time.
  var pipelines = 8
  /// Bytes of objects that may have been read ahead, by all pipelines together.
  var readAhead = 128 << 20
  /// What compressed objects may grow to.
  var limits = InflationLimits()
  /// What is done to each line of an object before the step sees it.
  var transform = RecordTransform([])
  /// The longest line in bytes that is transformed.
  var lineLimit = 64 << 20
  /// Which keys are taken; empty: all.
  var match: [GlobPattern] = []
  /// What an object must satisfy.
  var checks = PipelineConfiguration.Checks.none
  /// Whether an object that was replaced meanwhile is taken at the version that is there. Versions are told apart by their
  /// ETags then, which are all that is known of an object that no event has announced.
  var followsReplacements = false
  /// How often an object is tried before it goes to quarantine; only where no redrive policy takes care of it.
  var attempts = 5
  /// The pauses before a message whose objects could not all be processed comes again, by how often it was received.
  var messageBackOff = BackOff.ofMessages
  /// How long a claim holds when nobody renews it, in seconds.
  var claimDuration = ClaimDesk.duration
}
