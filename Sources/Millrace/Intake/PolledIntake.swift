internal import Foundation
internal import MillraceStorage

/// Looks through a source again and again: until nothing in it is still being written, or until the run is stopped.
struct PolledIntake: ManifestIntake {
  let source: any PolledSource

  var poll: Duration { source.poll }

  func prepare() async throws {
    try await source.prepare()
  }

  func forget() async {
    await source.forget()
  }

  func takeIn(_ run: IntakeRun) async throws {
    var isGone = false
    var trouble = TroubleLimit(run.retry)
    while !run.control.isStopping {
      let began = ContinuousClock.now
      do {
        let report = try await source.pass(run.control) { run.note($0) }
        if isGone { announceReturn(run) }
        isGone = false
        run.counters.notePoll()
        trouble.reset()
        run.counters.update { $0.unreadable = report.unreadable }
        if run.goal != .stopped, report.unsettled == 0 {
          if !run.control.isStopping { run.control.setIntakeDone() }
          return
        }
        await run.control.intake.wait(upTo: pause(after: began, report))
      } catch let error as PipelineError where error.code == .sourceUnavailable && run.goal == .stopped {
        if !isGone { announceLoss(error, run) }
        isGone = true
        await run.control.intake.wait(upTo: source.poll)
      } catch {
        let delay = try trouble.delay(after: error)
        run.events.record(retryOf: error, in: delay)
        await run.control.intake.wait(upTo: delay)
      }
    }
  }

  /// Passes over a large source take long; they are given at most half of the time.
  private func pause(after began: ContinuousClock.Instant, _ report: IntakeReport) -> Duration {
    let pause = max(source.poll, began.duration(to: .now))
    guard let settled = report.nextSettled else { return pause }
    return min(pause, .milliseconds(Int64(settled * 1000) + 1))
  }

  private func announceLoss(_ error: PipelineError, _ run: IntakeRun) {
    run.events.record(
      PipelineEvent(.warning, "source-gone", "\(error.message); watching for it to come back", []))
  }

  private func announceReturn(_ run: IntakeRun) {
    run.events.record(PipelineEvent(.info, "source-back", "\(source.place) is back", []))
  }
}
