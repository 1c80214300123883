internal import Foundation
internal import MillraceStorage

extension ManifestPipeline {
  /// Closes manifests as they become ripe, until the run is stopped. A stop plans nothing more: what waits stays in the
  /// ledger.
  func planAhead(until goal: RunGoal) async throws {
    var trouble = TroubleLimit(parts.retry)
    while !control.isStopping {
      do {
        let isLast = control.isIntakeDone
        let outcome = try await planner.plan(flush: goal == .idle && isLast)
        if outcome.planned.isEmpty {
          if isLast, !outcome.isHeldBack { control.setPlanningDone() }
        } else {
          announce(outcome)
          control.work.signal()
        }
        try await notifier?.tell()
        try await countWaiting()
        trouble.reset()
        if role == .plan, try await isFinished(goal) { return control.finish() }
        // A run that ends once nothing is ripe looks again at once.
        let isAgain = goal == .due && !outcome.planned.isEmpty
        await control.planning.wait(upTo: isAgain ? .milliseconds(1) : pause(outcome))
      } catch is ConversionAbandoned {
        return
      } catch {
        let delay = try trouble.delay(after: error)
        events.record(retryOf: error, in: delay)
        await control.planning.wait(upTo: delay)
      }
    }
  }

  /// Until the next partition comes of age; other processes may add files without a signal, so not for long.
  private func pause(_ outcome: Planner.Outcome) -> Duration {
    let longest = Duration.seconds(1)
    guard let next = outcome.nextAge else { return longest }
    let seconds = next.timeIntervalSince(parts.clock.now)
    return min(longest, .milliseconds(max(1, Int64(seconds * 1000))))
  }

  private func countWaiting() async throws {
    let counts = try await parts.ledger.counts(of: configuration.name)
    let waiting = [counts[.pending], counts[.manifested]]
    counters.update { progress in
      progress.filesWaiting = waiting.reduce(0) { $0 + $1.files }
      progress.bytesWaiting = waiting.reduce(0) { $0 + $1.bytes }
    }
  }

  private func announce(_ outcome: Planner.Outcome) {
    for manifest in outcome.planned {
      let partition = manifest.partition.isEmpty ? "" : " for \(manifest.partition)"
      events.record(
        PipelineEvent(
          .info, "manifest-planned",
          "manifest \(manifest.id.prefix(12))\(partition): \(EventText.counted(manifest.inputs.count, "file")), "
            + "\(EventText.bytes(manifest.inputBytes)) (closed by \(manifest.trigger.rawValue))",
          [
            ("manifest", .text(manifest.id)), ("partition", .text(manifest.partition)),
            ("files", .number(Int64(manifest.inputs.count))), ("bytes", .number(manifest.inputBytes)),
            ("trigger", .text(manifest.trigger.rawValue)),
          ]))
    }
  }
}
