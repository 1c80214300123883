internal import Foundation
internal import MillraceStorage

/// Takes one object from its claim to its result. Every step can be done again:
///
/// claim → read and process → result → ledger. A crash between any two leaves a claim that lapses.
struct ObjectProcessing: Sendable {
  let options: ObjectOptions
  let desk: ClaimDesk
  let failures: FailureBook
  let results: any ObjectStore
  let quarantine: QuarantineStore
  let notifier: OutputNotifier?
  let patience: Patience
  let counters: DeliveryCounters
  let events: any EventSink

  /// The folder of quarantine for objects, which have no partitions.
  static let partition = "objects"

  /// Processes one version of an object.
  ///
  /// - Parameters:
  ///   - attempt: who counts how often it was tried.
  ///   - isLastReceipt: whether the message goes to the dead-letter queue if it is given back.
  /// - Throws: what is wrong with the surroundings, and `CancellationError`. The object is not claimed any more then.
  func process(
    _ place: ObjectPlace, by step: any ObjectStep, attempt: AttemptCount, isLastReceipt: Bool = false
  ) async throws -> ObjectOutcome {
    let refusal = try refusal(of: place)
    let outcome = try await patience.attempt("use the ledger") { try await desk.claim(place.item) }
    let claim: Claim
    switch outcome {
    case .done: return .known
    case .held(_, let until): return .held(until: until)
    case .claimed(let claimed): claim = claimed
    }
    counters.update { $0.found += 1 }
    if let refusal { return try await quarantine(place, claim, reason: refusal) }
    let started = (time: Date(), clock: ContinuousClock.now)
    do {
      let report = try await step.work(on: place, in: setting)
      count(report, of: place)
      try await tell(of: place, report, since: started)
      _ = try await patience.attempt("use the ledger") { try await desk.finish(claim) }
      try await forgetFailures(of: place)
      return .processed
    } catch let error as StoreError where error.code == .notFound || error.code == .changed {
      let outcome = try await giveUp(place, claim, error)
      guard error.code == .changed, options.followsReplacements else { return outcome }
      return try await processReplacement(of: place, by: step, attempt: attempt, isLastReceipt: isLastReceipt)
    } catch {
      return try await fail(
        place, claim, error, attempt: attempt, isLastReceipt: isLastReceipt, since: started)
    }
  }

  /// The version that is there now has a claim of its own: if its own event was first, there is nothing left to do.
  private func processReplacement(
    of place: ObjectPlace, by step: any ObjectStep, attempt: AttemptCount, isLastReceipt: Bool
  ) async throws -> ObjectOutcome {
    let info = try await patience.attempt("read from \(place.store.location)") {
      try await place.store.head(place.key)
    }
    guard let info, info.etag != place.etag else { return .gone }
    let current = ObjectPlace(
      store: place.store, bucket: place.bucket, key: place.key, size: info.size, etag: info.etag)
    return try await process(current, by: step, attempt: attempt, isLastReceipt: isLastReceipt)
  }

  private var setting: ObjectSetting {
    ObjectSetting(results: results, quarantine: quarantine, patience: patience, options: options)
  }

  private func refusal(of place: ObjectPlace) throws -> String? {
    if options.checks == .none { return nil }
    let name = place.key.text.split(separator: "/").last ?? place.key.text[...]
    return try FileCheck(options.checks).refusal(size: place.size, name: name)
  }

  private func count(_ report: ObjectReport, of place: ObjectPlace) {
    counters.update { values in
      values.objects += 1
      values.bytesRead += place.size
      values.bytesWritten += report.output.bytes
      values.rows += report.rows ?? 0
      values.badRecords += report.badRecords
      values.droppedRecords += report.droppedRecords
    }
  }

  /// Tells of what is durable, before the ledger has it: after a crash it is told again, under the same identity.
  private func tell(
    of place: ObjectPlace, _ report: ObjectReport?, reason: String? = nil,
    since start: (time: Date, clock: ContinuousClock.Instant)
  ) async throws {
    guard let notifier else { return }
    let notice = OutputNotice(
      pipeline: options.pipeline, input: place, report: report, reason: reason, startedAt: start.time,
      duration: start.clock.duration(to: .now))
    try await notifier.tell(notice, patience: patience)
  }

  /// What is gone stays gone: the ledger remembers, so that it is said once.
  private func giveUp(_ place: ObjectPlace, _ claim: Claim, _ error: StoreError) async throws -> ObjectOutcome {
    let isGone = error.code == .notFound
    _ = try await patience.attempt("use the ledger") { try await desk.finish(claim) }
    events.record(
      PipelineEvent(
        .warning, isGone ? "object-gone" : "object-replaced",
        isGone
          ? "\(place.address) is not there any more; nothing is done for it"
          : "\(place.address) was replaced meanwhile; this version (\(place.version)) is not processed"
            + (options.followsReplacements ? ", the one that is there counts instead" : ""),
        [("address", .text(place.address)), ("version", .text(place.version))]))
    return .gone
  }

  private func fail(
    _ place: ObjectPlace, _ claim: Claim, _ error: any Error, attempt: AttemptCount, isLastReceipt: Bool,
    since start: (time: Date, clock: ContinuousClock.Instant)
  ) async throws -> ObjectOutcome {
    let isOfSurroundings = error.isOfSurroundings && (error as? StoreError)?.code != .invalidKey
    if isOfSurroundings || Task.isCancelled {
      await desk.release(claim)
      throw error
    }
    counters.update { values in
      values.failed += 1
      values.errors["processing", default: 0] += 1
    }
    let reason = "\(error)"
    let isLast: Bool
    do {
      isLast = try await number(of: attempt, at: place).map { $0 >= options.attempts } ?? false
    } catch {
      await desk.release(claim)
      throw error
    }
    events.record(
      PipelineEvent(
        isLast ? .error : .warning, isLast ? "object-quarantined" : "object-failed",
        "\(place.address) could not be processed\(isLast ? " and is in quarantine" : ""): \(reason)",
        [("address", .text(place.address)), ("reason", .text(reason))]))
    do {
      if isLast || isLastReceipt, let notifier, notifier.tellsOfFailures {
        try await tell(of: place, nil, reason: reason, since: start)
      }
      guard isLast else {
        await desk.release(claim)
        return .failed(reason: reason)
      }
      return try await enterQuarantine(place, claim, reason: reason)
    } catch {
      await desk.release(claim)
      throw error
    }
  }

  /// How often an object was tried that has failed now; nil where it is not ours to give it up.
  private func number(of attempt: AttemptCount, at place: ObjectPlace) async throws -> Int? {
    switch attempt {
    case .byQueue: nil
    case .receipts(let count): count
    case .byLedger: try await patience.attempt("use the ledger") { try await failures.count(place) }
    }
  }

  private func forgetFailures(of place: ObjectPlace) async throws {
    try await patience.attempt("use the ledger") { try await failures.forget(place) }
  }

  /// What fails a check would fail it again.
  private func quarantine(_ place: ObjectPlace, _ claim: Claim, reason: String) async throws -> ObjectOutcome {
    events.record(
      PipelineEvent(
        .warning, "object-quarantined", "\(place.address) is in quarantine: \(reason)",
        [("address", .text(place.address)), ("reason", .text(reason))]))
    do {
      return try await enterQuarantine(place, claim, reason: reason)
    } catch {
      await desk.release(claim)
      throw error
    }
  }

  private func enterQuarantine(_ place: ObjectPlace, _ claim: Claim, reason: String) async throws -> ObjectOutcome {
    _ = try await patience.attempt("write to quarantine") {
      try await quarantine.add(
        FileEntry(
          input: FileVersion(address: place.address, version: place.version, size: place.size),
          pipeline: options.pipeline, partition: Self.partition, reason: reason, quarantinedAt: Date()))
    }
    _ = try await patience.attempt("use the ledger") { try await desk.finish(claim) }
    try await forgetFailures(of: place)
    counters.update { $0.quarantined += 1 }
    return .quarantined
  }
}
