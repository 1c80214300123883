internal import Foundation
internal import MillraceStorage

extension ManifestPipeline {
  /// Works on one manifest after another, each with all workers, until the run is stopped or nothing is left.
  func workThrough(until goal: RunGoal) async throws {
    if let queue = parts.manifestQueue { return try await workThrough(queue, until: goal) }
    var trouble = TroubleLimit(parts.retry)
    while !control.isStopping {
      do {
        try await freeDeadLeases()
        if let claim = try await claim() {
          try await work(on: claim)
          trouble.reset()
          control.planning.signal()
        } else if try await isFinished(goal) {
          return control.finish()
        } else {
          await control.work.wait(upTo: .milliseconds(500))
        }
      } catch let error as PipelineError where error.code == .sourceUnavailable && goal == .stopped {
        // Intake says so, and watches for the folder to come back.
        await control.work.wait(upTo: intake.poll)
      } catch {
        let delay = try trouble.delay(after: error)
        events.record(retryOf: error, in: delay)
        await control.work.wait(upTo: delay)
      }
    }
  }

  private func claim() async throws -> ClaimedManifest? {
    try await parts.ledger.claimManifest(of: configuration.name, owner: owner.text, for: parts.leaseDuration)
  }

  /// Whether a run that ends by itself has nothing left to do in its role.
  func isFinished(_ goal: RunGoal) async throws -> Bool {
    guard goal != .stopped, control.isIntakeDone else { return false }
    if goal == .due { return try await isNothingDue() }
    let counts = try await parts.ledger.counts(of: configuration.name)
    switch role {
    case .all: return counts.isIdle
    case .plan: return counts[.pending].files == 0
    case .convert: return counts[.manifested].files == 0
    }
  }

  /// Whether nothing is ripe, and nothing planned could be worked on now.
  private func isNothingDue() async throws -> Bool {
    guard control.isPlanningDone || role == .convert else { return false }
    return role == .plan ? true : try await planner.ready() == 0
  }

  /// Lets the leases lapse that processes of this machine held when they died. They are not given back: a lapse is counted, and a
  /// manifest that brings down whoever works on it is known by that.
  func freeDeadLeases() async throws {
    for manifest in try await parts.ledger.unfinishedManifests(of: configuration.name, limit: 100) {
      guard let lease = manifest.lease, lease.owner != owner.text, lease.expiresAt > parts.clock.now else { continue }
      if owner.isDead(lease.owner) { _ = try await parts.ledger.renew(lease, for: 0) }
    }
  }

  @discardableResult
  func work(on claim: ClaimedManifest) async throws -> ManifestOutcome {
    let monitor = ConversionMonitor()
    counters.setInWork(monitor)
    let result: Result<ManifestOutcome, any Error> = await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.keepLease(claim.lease, monitor) }
      defer { group.cancelAll() }
      do {
        return .success(try await worker.work(on: claim, monitor: monitor))
      } catch {
        return .failure(error)
      }
    }
    counters.setInWork(nil)
    switch result {
    case .success(let outcome):
      try await note(outcome, claim.manifest)
      return outcome
    case .failure(let error):
      // If the ledger cannot be reached either, the lease lapses by itself.
      try? await parts.ledger.release(claim.lease)
      throw error
    }
  }

  /// Renews a lease while its manifest is worked on, and stops the work when the lease is lost or the run has been
  /// stopping for too long.
  private func keepLease(_ lease: Lease, _ monitor: ConversionMonitor) async {
    let interval = Duration.seconds(parts.leaseDuration / 3)
    var renewal = ContinuousClock.now + interval
    while !Task.isCancelled {
      let deadline = control.stopTime.map { $0 + configuration.shutdownDeadline }
      if let deadline, deadline <= .now { return monitor.cancel() }
      await control.heartbeat.wait(upTo: ContinuousClock.now.duration(to: min(deadline ?? renewal, renewal)))
      guard !Task.isCancelled, renewal <= .now else { continue }
      renewal = .now + interval
      do {
        if try await parts.ledger.renew(lease, for: parts.leaseDuration) == nil { return monitor.cancel() }
      } catch {
        // Tried again at the next beat; the work itself checks the lease before it publishes.
        continue
      }
    }
  }

  private func note(_ outcome: ManifestOutcome, _ manifest: Manifest) async throws {
    switch outcome {
    case .completed(let record, let files, let bytes):
      count(record, files, bytes)
      announce(record, manifest)
    case .dissolved(let partition, let rejected):
      let quarantined = rejected.count { $0.refusal.kind == .quarantined }
      if quarantined < rejected.count { await intake.forget() }
      counters.update { progress in
        progress.filesQuarantined += quarantined
        progress.filesFailed += rejected.count - quarantined
      }
      if try await planner.replan(partition) != nil {
        control.work.signal()
        try await notifier?.tell()
      }
    case .givenUp(let files): counters.update { $0.filesFailed += files }
    case .postponed, .takenOver, .abandoned: break
    }
  }

  private func count(_ record: ManifestRecord, _ files: Int, _ bytes: Int64) {
    counters.update { progress in
      progress.filesCompleted += files
      progress.manifestsCompleted += 1
      progress.rows += record.rows
      progress.badRecords += record.badRecords
      progress.droppedRecords += record.droppedRecords
      progress.bytesRead += bytes
      progress.bytesWritten += record.outputBytes
    }
  }

  private func announce(_ record: ManifestRecord, _ manifest: Manifest) {
    let (bad, dropped) = (record.badRecords, record.droppedRecords)
    let place = record.output.map { "\(parts.output.location)/\($0)" } ?? "no output, since there were no rows"
    events.record(
      PipelineEvent(
        .info, "manifest-completed",
        "\(EventText.counted(manifest.inputs.count, "file")), \(EventText.counted(record.rows, "row")), "
          + (dropped > 0 ? "\(dropped) dropped, " : "") + "\(EventText.counted(bad, "bad record")) → \(place)",
        [
          ("manifest", .text(manifest.id)), ("partition", .text(manifest.partition)),
          ("files", .number(Int64(manifest.inputs.count))), ("rows", .number(record.rows)),
          ("bad_records", .number(bad)), ("dropped_records", .number(dropped)),
          ("bytes_in", .number(manifest.inputBytes)),
          ("bytes_out", .number(record.outputBytes)), ("output", .text(record.output ?? "")),
        ]))
  }
}
