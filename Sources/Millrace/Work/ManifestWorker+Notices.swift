internal import Foundation
internal import MillraceConversion
internal import MillraceStorage

extension ManifestWorker {
  /// Tells of what is durable, before the ledger has it: after a crash it is told again, under the same identity.
  ///
  /// - Throws: `QueueError` where the topic cannot be reached; the manifest is done again then, which finds its output there.
  func tell(of claim: ClaimedManifest, _ record: ManifestRecord, since start: ManifestStart) async throws {
    guard let notifier = parts.notifier, record.output != nil else { return }
    let manifest = claim.manifest
    var notice = notice(of: manifest, since: start)
    notice.record = record
    notice.columns = try await schemas.version(manifest.schemaVersion).columns
    if record.badRecords > 0 {
      let key = try parts.quarantine.badRecordsKey(
        manifest: manifest.id, partition: manifest.partition, pipeline: manifest.pipeline)
      notice.badRecordsPlace = "\(parts.quarantine.store.location)/\(key.text)"
    }
    try await tell(notice, notifier)
  }

  /// Tells of a manifest that is given up, where that is asked for.
  func tell(of claim: ClaimedManifest, givenUpFor reason: String, since start: ManifestStart) async throws {
    guard let notifier = parts.notifier, notifier.tellsOfFailures else { return }
    var notice = notice(of: claim.manifest, since: start)
    notice.reason = reason
    try await tell(notice, notifier)
  }

  private func notice(of manifest: Manifest, since start: ManifestStart) -> ManifestOutputNotice {
    ManifestOutputNotice(
      dataset: parts.output.location, manifest: manifest, startedAt: start.time,
      duration: start.clock.duration(to: .now))
  }

  private func tell(_ notice: ManifestOutputNotice, _ notifier: OutputNotifier) async throws {
    do {
      // The run's own loop tries again what fails for the time being.
      try await notifier.tell(notice, patience: Patience(.once, events: events) { false })
    } catch let error as ProcessingError {
      // The output is there, and no attempt would make another message of it.
      events.record(
        PipelineEvent(.error, "notice-refused", error.message, [("manifest", .text(notice.manifest.id))]))
    }
  }
}

/// When the work on a manifest began.
struct ManifestStart: Sendable {
  let time: Date
  let clock = ContinuousClock.now
}

extension RetryPolicy {
  fileprivate static var once: RetryPolicy { RetryPolicy(maximumAttempts: 1, firstDelay: 0, maximumDelay: 0) }
}
