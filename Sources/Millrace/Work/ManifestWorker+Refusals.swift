internal import MillraceStorage

extension ManifestWorker {
  /// Takes the refused inputs out of a manifest. One that might be readable another time is given that time first.
  func handle(
    _ error: InputsRefused, _ claim: ClaimedManifest, _ keys: ManifestKeys
  ) async throws -> ManifestOutcome {
    let isLastAttempt = claim.failures + 1 >= parts.retry.maximumAttempts
    let final = error.refused.filter { $0.kind != .unreadable || isLastAttempt }
    if final.isEmpty {
      let reasons = error.refused.prefix(3).map { "\(claim.manifest.inputs[$0.input].address): \($0.reason)" }
      return try await postpone(claim, reason: reasons.joined(separator: "; "))
    }
    let rejections = final.map { refused in
      FileRejection(
        file: claim.manifest.inputs[refused.input],
        refusal: Refusal(refused.kind == .bad ? .quarantined : .failed, reason: refused.reason))
    }
    for rejection in rejections where rejection.refusal.kind == .quarantined {
      _ = try await parts.quarantine.add(
        FileEntry(
          input: rejection.file, pipeline: claim.manifest.pipeline, partition: claim.manifest.partition,
          reason: rejection.refusal.reason, manifest: claim.manifest.id, quarantinedAt: parts.clock.now))
    }
    guard try await isStillOurs(claim) else { return .takenOver }
    try await removeTraces(of: claim.manifest, keys)
    guard try await parts.ledger.reject(rejections, from: claim.lease) else { return .takenOver }
    announce(rejections)
    return .dissolved(partition: claim.manifest.partition, rejected: rejections)
  }

  /// Ends an attempt that failed for a reason that is in the manifest itself.
  func giveBack(
    _ claim: ClaimedManifest, reason: String, since start: ManifestStart
  ) async throws -> ManifestOutcome {
    let disposition = parts.retry.disposition(afterFailures: claim.failures, now: parts.clock.now)
    guard disposition == .dead else { return try await postpone(claim, reason: reason) }
    return try await giveUp(
      claim, try ManifestKeys(claim.manifest), since: start, after: "\(claim.failures + 1) attempts", reason)
  }

  /// Gives a manifest up that brings the processes down that work on it.
  func giveUp(
    _ claim: ClaimedManifest, lapsesOf keys: ManifestKeys, since start: ManifestStart
  ) async throws -> ManifestOutcome {
    try await giveUp(
      claim, keys, since: start, after: EventText.counted(claim.lapses, "attempt"),
      "the process that worked on it died, or hung, \(EventText.counted(claim.lapses, "time")); look at its inputs, and at the "
        + "memory that the process may use, and release them")
  }

  private func giveUp(
    _ claim: ClaimedManifest, _ keys: ManifestKeys, since start: ManifestStart, after attempts: String,
    _ reason: String
  ) async throws -> ManifestOutcome {
    guard try await isStillOurs(claim) else { return .takenOver }
    try await removeTraces(of: claim.manifest, keys)
    try await tell(of: claim, givenUpFor: reason, since: start)
    guard try await parts.ledger.fail(claim.lease, reason: reason, disposition: .dead) else { return .takenOver }
    events.record(
      PipelineEvent(
        .error, "manifest-failed", "manifest \(claim.manifest.id) is given up after \(attempts): \(reason)",
        [("manifest", .text(claim.manifest.id)), ("reason", .text(reason))]))
    return .givenUp(files: claim.manifest.inputs.count)
  }

  private func postpone(_ claim: ClaimedManifest, reason: String) async throws -> ManifestOutcome {
    let disposition = parts.retry.disposition(afterFailures: claim.failures, now: parts.clock.now)
    guard try await parts.ledger.fail(claim.lease, reason: reason, disposition: disposition) else { return .takenOver }
    events.record(
      PipelineEvent(
        .warning, "manifest-postponed",
        "attempt \(claim.failures + 1) of \(parts.retry.maximumAttempts) at manifest \(claim.manifest.id) failed: \(reason)",
        [("manifest", .text(claim.manifest.id)), ("reason", .text(reason))]))
    return .postponed
  }

  private func announce(_ rejections: [FileRejection]) {
    for rejection in rejections {
      let isQuarantined = rejection.refusal.kind == .quarantined
      let verb = isQuarantined ? "is quarantined" : "has failed"
      events.record(
        PipelineEvent(
          .warning, isQuarantined ? "file-quarantined" : "file-failed",
          "\(rejection.file.address) \(verb): \(rejection.refusal.reason)",
          [("address", .text(rejection.file.address)), ("reason", .text(rejection.refusal.reason))]))
    }
  }
}
