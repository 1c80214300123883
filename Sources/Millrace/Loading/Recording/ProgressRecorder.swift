internal import MillracePacking
internal import MillraceStorage

/// Tells the ledger what is loaded, for many files in a call: bad records → checkpoints → ends of files. Only then do the
/// batches leave the window.
///
/// Files that are read to their end before their batches press upon the window never have a checkpoint.
struct ProgressRecorder: Sendable {
  private static let batch = ClaimDesk.batch

  let desk: ClaimDesk
  let quarantine: LoadQuarantine
  let window: SendWindow
  let backlog: FileBacklog
  let patience: Patience
  let counters: LoadCounters
  let events: any EventSink
  /// Is told of the end of each file that the ledger knows to have ended.
  let ended: @Sendable (ClaimedFile, FileEnd) -> Void

  /// Works until all is recorded and no more files come.
  func work() async throws {
    var known: [FileIdentifier: FileProgress] = [:]
    while !window.isOver {
      let reports = window.reports(limit: Self.batch)
      if reports.isEmpty {
        await window.news.wait()
      } else {
        try await record(reports, &known)
        window.record(reports)
        for report in reports {
          guard let end = report.end else { continue }
          // In this order: who finds a file in the backlog can rely on being told of its end.
          backlog.remove(report.file)
          ended(report.file, end)
        }
      }
      try Task.checkCancellation()
    }
  }

  private func record(_ reports: [FileReport], _ known: inout [FileIdentifier: FileProgress]) async throws {
    for report in reports { try await quarantine.take(report) }
    let open = reports.filter { $0.hasNews && desk.keeper.holds($0.file.claim) }
    if !open.isEmpty {
      for report in open { known[report.file.identity] = report.progress(after: known[report.file.identity]) }
      let texts = open.map { ($0.file.identity.checkpoint, known[$0.file.identity]?.text ?? "") }
      try await patience.attempt("use the ledger") {
        try await desk.ledger.setCheckpoints(texts, of: desk.pipeline)
      }
    }
    try await finish(reports.filter(\.isDone), known)
    try await patience.attempt("use the ledger") {
      try await desk.release(reports.filter(\.isGivenBack).map(\.file.claim))
    }
    for report in reports {
      if report.end != nil { known[report.file.identity] = nil }
      note(report)
    }
  }

  private func finish(_ reports: [FileReport], _ known: [FileIdentifier: FileProgress]) async throws {
    if reports.isEmpty { return }
    let lost = try await patience.attempt("use the ledger") { try await desk.finish(reports.map(\.file.claim)) }
    for claim in lost {
      events.record(
        PipelineEvent(
          .warning, "claim-lost",
          "\(claim.item) was taken over by someone else; its messages are sent twice, under the same ids",
          [("item", .text(claim.item))]))
    }
    let marked = reports.map(\.file).filter { $0.hasCheckpoint || known[$0.identity] != nil }
    if marked.isEmpty { return }
    try await patience.attempt("use the ledger") {
      try await desk.ledger.removeCheckpoints(marked.map(\.identity.checkpoint), of: desk.pipeline)
    }
  }

  private func note(_ report: FileReport) {
    let place = report.file.place
    switch report.end {
    case nil, .givenBack: break
    case .loaded:
      counters.update { values in
        values.loaded += 1
        values.bytesRead += place.size
      }
    case .lost: desk.keeper.drop(report.file.claim)
    case .failed(let reason):
      countFailure()
      tell(.warning, "file-failed", "\(place.address) could not be loaded and is tried again: \(reason)", place)
    case .refused(let reason):
      counters.update { $0.quarantined += 1 }
      tell(.warning, "file-quarantined", "\(place.address) is in quarantine: \(reason)", place)
    case .quarantined(let reason):
      countFailure()
      counters.update { $0.quarantined += 1 }
      tell(.error, "file-quarantined", "\(place.address) could not be loaded and is in quarantine: \(reason)", place)
    case .gone(let reason):
      tell(.warning, "file-gone", "\(place.address) is not loaded any further, this version is gone: \(reason)", place)
    }
  }

  private func countFailure() {
    counters.update { values in
      values.failed += 1
      values.errors["loading", default: 0] += 1
    }
  }

  private func tell(_ level: PipelineEvent.Level, _ name: String, _ text: String, _ place: ObjectPlace) {
    events.record(
      PipelineEvent(level, name, text, [("address", .text(place.address)), ("version", .text(place.version))]))
  }
}
