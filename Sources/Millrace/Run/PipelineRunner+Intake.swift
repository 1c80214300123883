internal import Foundation
internal import MillraceStorage

extension PipelineRunner {
  /// Reads the source folder again and again: until nothing in it is still being written, or until the run is stopped.
  func takeIn(until goal: RunGoal) async throws {
    var isFolderGone = false
    var trouble = TroubleLimit(parts.retry)
    while !control.isStopping {
      let began = ContinuousClock.now
      do {
        let report = try await source.pass(control) { batch in note(batch) }
        if isFolderGone { announceReturn() }
        isFolderGone = false
        trouble.reset()
        counters.update { $0.unreadable = report.unreadable }
        if goal == .idle, report.unsettled == 0 {
          if !control.isStopping { control.setIntakeDone() }
          return
        }
        await control.intake.wait(upTo: pause(after: began, report))
      } catch let error as PipelineError where error.code == .sourceUnavailable && goal == .stopped {
        if !isFolderGone { announceLoss(error) }
        isFolderGone = true
        await control.intake.wait(upTo: configuration.source.poll)
      } catch {
        let delay = try trouble.delay(after: error)
        announce(error, delay)
        await control.intake.wait(upTo: delay)
      }
    }
  }

  /// Passes over a large folder take long; they are given at most half of the time.
  private func pause(after began: ContinuousClock.Instant, _ report: IntakeReport) -> Duration {
    let pause = max(configuration.source.poll, began.duration(to: .now))
    guard let settled = report.nextSettled else { return pause }
    return min(pause, .milliseconds(Int64(settled * 1000) + 1))
  }

  private func note(_ batch: IntakeReport) {
    counters.update {
      $0.filesFound += batch.registered
      $0.filesQuarantined += batch.quarantined
    }
    guard batch.registered > 0 else { return }
    events.record(
      PipelineEvent(
        .info, "files-found", "\(batch.registered) new files", [("files", .number(Int64(batch.registered)))]))
    control.planning.signal()
  }

  private func announceLoss(_ error: PipelineError) {
    events.record(
      PipelineEvent(.warning, "source-gone", "\(error.message); watching for it to come back", []))
  }

  private func announceReturn() {
    events.record(
      PipelineEvent(.info, "source-back", "the source folder \(configuration.source.directory) is back", []))
  }

  func announce(_ error: any Error, _ delay: Duration) {
    let pause = DurationText.render(.milliseconds(max(1, delay / .milliseconds(1))))
    events.record(
      PipelineEvent(.warning, "retry", "\(error.asPipelineError.message) (trying again in \(pause))", []))
  }
}
