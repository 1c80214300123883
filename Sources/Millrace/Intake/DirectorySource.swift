internal import Foundation
internal import MillraceStorage

/// Enters the files of a folder in the ledger, a pass at a time. Memory holds one batch of files and the fingerprints of
/// those that the last pass saw, however many there are.
///
/// It runs on a thread of its own, since reading folders blocks.
actor DirectorySource {
  /// How many files are entered in one transaction.
  private static let batchSize = 1000
  /// How many problems are remembered, so that each is reported once.
  private static let reportedLimit = 10_000

  private let thread = WorkThread("intake")
  private let configuration: PipelineConfiguration
  private let parts: PipelineParts
  private let events: any EventSink
  private var known = KnownFiles()
  private var settling: SettleRule
  private var reported: Set<WalkProblem> = []
  /// How many entries were left alone when that was last said.
  private var announcedSkips = 0

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(configuration: PipelineConfiguration, parts: PipelineParts, events: any EventSink) {
    self.configuration = configuration
    self.parts = parts
    self.events = events
    settling = SettleRule(configuration.source.settle)
  }

  /// One pass over the folder.
  ///
  /// - Parameters:
  ///   - control: the pass ends early once the run is stopping.
  ///   - registered: called with the number of new files after each batch.
  /// - Throws: `PipelineError` where the folder itself cannot be read; what cannot be read in it is reported once and
  ///   tried again on the next pass.
  func pass(_ control: RunControl, registered: (IntakeReport) -> Void) async throws -> IntakeReport {
    var walk = try makeWalk()
    let check = try FileCheck(configuration)
    var report = IntakeReport()
    var problems: Set<WalkProblem> = []
    var batch: [FoundFile] = []
    known.beginPass()
    while !control.isStopping, let event = walk.next() {
      switch event {
      case .skipped(let reason): report.skipped[reason, default: 0] += 1
      case .problem(let problem): note(problem, &problems, &report)
      case .file(let file):
        guard isReady(file, &problems, &report) else { continue }
        batch.append(file)
        if batch.count >= Self.batchSize {
          registered(try await enter(batch, check, &report))
          batch.removeAll(keepingCapacity: true)
        }
      }
    }
    if !batch.isEmpty { registered(try await enter(batch, check, &report)) }
    reported.formIntersection(problems)
    announceSkips(report)
    return report
  }

  /// Makes the next pass ask the ledger for every file, since some have failed that may still be there.
  func forget() {
    known.forgetAll()
  }

  private func makeWalk() throws -> DirectoryWalk {
    do {
      return try DirectoryWalk(configuration.source)
    } catch {
      known.forgetAll()
      throw PipelineError(
        .sourceUnavailable,
        "the source folder \(configuration.source.directory) cannot be read (\(error)); make it, mount it, or correct "
          + "“source.directory”", cause: error)
    }
  }

  private func note(_ problem: WalkProblem, _ problems: inout Set<WalkProblem>, _ report: inout IntakeReport) {
    if problem.kind == .folderUnreadable || problem.kind == .fileUnreadable { report.unreadable += 1 }
    guard problems.count < Self.reportedLimit else { return }
    problems.insert(problem)
    if reported.insert(problem).inserted {
      events.record(
        PipelineEvent(.warning, "source-problem", problem.message, [("address", .text(problem.address))]))
    }
  }

  /// Whether a file is to be looked up in the ledger.
  private func isReady(
    _ file: FoundFile, _ problems: inout Set<WalkProblem>, _ report: inout IntakeReport
  ) -> Bool {
    if known.recognize(file) {
      report.files += 1
      return false
    }
    let remaining = settling.remaining(file, now: parts.clock.now)
    if remaining > 0 {
      report.unsettled += 1
      report.nextSettled = min(report.nextSettled ?? remaining, remaining)
      return false
    }
    guard file.path.isReadable else {
      note(WalkProblem(.fileUnreadable, file.path, reason: "Permission denied"), &problems, &report)
      return false
    }
    report.files += 1
    return true
  }

  /// Enters files in the ledger. What a check has refused is in quarantine before the ledger says so.
  private func enter(
    _ files: [FoundFile], _ check: FileCheck, _ report: inout IntakeReport
  ) async throws -> IntakeReport {
    let entries = files.map { check.examine($0) }
    for entry in entries { try await quarantineIfRefused(entry) }
    let registrations = try await parts.ledger.register(entries, in: configuration.name)
    var batch = IntakeReport()
    for (index, registration) in registrations.enumerated() {
      if registration.isNew {
        batch.registered += 1
        if let refusal = entries[index].refusal {
          batch.quarantined += 1
          announce(entries[index].file, refusal)
        }
      } else if registration.state == .failed, try await hasComeBack(entries[index].file) {
        batch.registered += 1
      }
      known.remember(files[index])
    }
    report.registered += batch.registered
    report.quarantined += batch.quarantined
    return batch
  }

  private func quarantineIfRefused(_ entry: NewFile) async throws {
    guard let refusal = entry.refusal else { return }
    let quarantine = parts.quarantine
    let key = try quarantine.key(of: entry.file, partition: entry.partition, pipeline: configuration.name)
    // An entry that is there stays as it is: it says since when.
    if try await quarantine.store.head(key) != nil { return }
    _ = try await quarantine.add(
      FileEntry(
        input: entry.file, pipeline: configuration.name, partition: entry.partition, reason: refusal.reason,
        quarantinedAt: parts.clock.now))
  }

  /// Whether a file that has failed because it was gone is there again; then it waits again.
  private func hasComeBack(_ file: FileVersion) async throws -> Bool {
    let versions = try await parts.ledger.versions(of: file.address, in: configuration.name)
    let isGone = versions.contains { $0.file == file && ($0.reason ?? "").hasPrefix(InputVerifier.gone) }
    guard isGone else { return false }
    let selection = RedriveSelection(states: [.failed], address: file.address)
    return try await parts.ledger.redrive(selection, in: configuration.name) > 0
  }

  /// Files must not be left alone in silence. Hidden and unfinished ones come and go, and are only mentioned beside others.
  private func announceSkips(_ report: IntakeReport) {
    let foreign = [SkipReason.unmatched, .link, .special].reduce(0) { $0 + report.skipped[$1, default: 0] }
    defer { announcedSkips = foreign }
    guard foreign > announcedSkips else { return }
    let reasons = SkipReason.allCases.compactMap { reason in
      report.skipped[reason].map { "\($0) \(reason.explanation)" }
    }
    events.record(
      PipelineEvent(
        .info, "entries-skipped",
        "left alone in \(configuration.source.directory): \(reasons.joined(separator: ", "))",
        SkipReason.allCases.map { ($0.rawValue, .number(Int64(report.skipped[$0, default: 0]))) }))
  }

  private func announce(_ file: FileVersion, _ refusal: Refusal) {
    events.record(
      PipelineEvent(
        .warning, "file-quarantined", "\(file.address) is quarantined: \(refusal.reason)",
        [("address", .text(file.address)), ("reason", .text(refusal.reason))]))
  }
}
