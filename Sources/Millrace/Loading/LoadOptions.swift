internal import Foundation
internal import MillraceCompression
internal import MillraceStorage

/// How files are loaded into a queue.
struct LoadOptions: Sendable {
  /// The pipeline's name in the ledger.
  var pipeline: String
  /// Files that are read at the same time.
  var readers = 8
  /// Bytes of one file that may have been read ahead.
  var readAhead = 16 << 20
  /// What compressed files may grow to.
  var limits = InflationLimits()
  var sending = SendLimits()
  /// What a file must satisfy.
  var checks = PipelineConfiguration.Checks.none
  /// From how many bad records on a whole file goes to quarantine.
  var badRecords = PipelineConfiguration.BadRecordLimit.fraction(0.5)
  /// How often a file is tried before it goes to quarantine, by all loaders together.
  var attempts = 5
  /// How many may die over a file before it goes to quarantine. Most die for other reasons.
  var deaths: Int { attempts * 10 }
  /// How long messages that are under way may take after the run was stopped.
  var shutdownDeadline = Duration.seconds(30)
  /// How long a claim holds when nobody renews it, in seconds.
  var claimDuration = ClaimDesk.duration

  init(pipeline: String) {
    self.pipeline = pipeline
  }
}
