internal import Foundation
internal import MillraceStorage

/// Takes one object from its claim to its result. Every step can be done again:
///
/// claim → read and process → result → ledger. A crash between any two leaves a claim that lapses.
struct ObjectProcessing: Sendable {
  let options: ObjectOptions
  let desk: ClaimDesk
  let results: any ObjectStore
  let quarantine: QuarantineStore
  let patience: Patience
  let counters: DeliveryCounters
  let events: any EventSink

  /// Processes one version of an object.
  ///
  /// - Parameter attempt: how often it was tried, this time included; nil where someone else counts, and gives up.
  /// - Throws: what is wrong with the surroundings, and `CancellationError`. The object is not claimed any more then.
  func process(_ place: ObjectPlace, by step: any ProcessingStep, attempt: Int?) async throws -> ObjectOutcome {
    let outcome = try await patience.attempt("use the ledger") { try await desk.claim(place.item) }
    let claim: Claim
    switch outcome {
    case .done: return .known
    case .held(_, let until): return .held(until: until)
    case .claimed(let claimed): claim = claimed
    }
    counters.update { $0.found += 1 }
    do {
      try await work(on: place, by: step)
      _ = try await patience.attempt("use the ledger") { try await desk.finish(claim) }
      return .processed
    } catch let error as StoreError where error.code == .notFound || error.code == .changed {
      return try await giveUp(place, claim, error)
    } catch {
      return try await fail(place, claim, error, attempt: attempt)
    }
  }

  private func work(on place: ObjectPlace, by step: any ProcessingStep) async throws {
    let writer = ResultWriter(results, key: try place.resultKey(suffix: step.suffix), patience: patience)
    let download = ObjectDownload(
      store: place.store, key: place.key, metadata: place.metadata, patience: patience,
      readAhead: options.readAhead / max(1, options.pipelines), limits: options.limits,
      transform: options.transform, lineLimit: options.lineLimit)
    do {
      try await download.withContent { try await step.process(place.metadata, content: $0, into: writer) }
      try await writer.publish()
    } catch {
      await writer.abandon()
      throw error
    }
    let written = await writer.written
    counters.update { values in
      values.objects += 1
      values.bytesRead += place.size
      values.bytesWritten += written
    }
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
          : "\(place.address) was replaced meanwhile; this version (\(place.version)) is not processed",
        [("address", .text(place.address)), ("version", .text(place.version))]))
    return .gone
  }

  private func fail(
    _ place: ObjectPlace, _ claim: Claim, _ error: any Error, attempt: Int?
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
    let isLast = attempt.map { $0 >= options.attempts } ?? false
    events.record(
      PipelineEvent(
        isLast ? .error : .warning, isLast ? "object-quarantined" : "object-failed",
        "\(place.address) could not be processed\(isLast ? " and is in quarantine" : ""): \(reason)",
        [("address", .text(place.address)), ("reason", .text(reason))]))
    guard isLast else {
      await desk.release(claim)
      return .failed(reason: reason)
    }
    _ = try await patience.attempt("write to quarantine") {
      try await quarantine.add(
        FileEntry(
          input: FileVersion(address: place.address, version: place.version, size: place.size),
          pipeline: options.pipeline, partition: "objects", reason: reason, quarantinedAt: Date()))
    }
    _ = try await patience.attempt("use the ledger") { try await desk.finish(claim) }
    counters.update { $0.quarantined += 1 }
    return .quarantined
  }
}
