internal import Foundation
internal import MillraceStorage

extension LoadPipeline {
  /// Lists again and again. A run until idle ends when nothing is left that it could claim; what others hold is theirs.
  func take(from listing: any FileListing, until goal: RunGoal, _ claimer: FileClaimer) async throws {
    while !control.isStopping, !Task.isCancelled {
      let failed = counters.values.failed - counters.values.quarantined
      let report = try await pass(over: listing, claimer)
      if goal == .idle {
        await backlog.waitUntilEmpty()
        let isTriedAgain = counters.values.failed - counters.values.quarantined > failed
        if !isTriedAgain, report.unsettled == 0 { return }
      }
      await pause(after: report, of: listing)
    }
  }

  private func pass(over listing: any FileListing, _ claimer: FileClaimer) async throws -> ListingReport {
    await claimer.beginPass()
    let isStopping: @Sendable () -> Bool = { [control] in control.isStopping }
    let report = try await patience.attempt("read \(listing.location)") {
      try await listing.pass(
        { page in try await claimer.claim(listed: page, isStopping: isStopping) }, isStopping: isStopping)
    }
    let held = await claimer.endPass()
    counters.update { values in
      values.unreadable = report.unreadable
      values.lastPass = Date()
      values.held = held
    }
    return report
  }

  private func pause(after report: ListingReport, of listing: any FileListing) async {
    let poll = listing.poll
    await control.intake.wait(upTo: report.nextSettled.map { min(poll, $0 + .milliseconds(10)) } ?? poll)
  }
}
