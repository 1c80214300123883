internal import Foundation
internal import MillraceStorage

/// Enters the files of a folder in the ledger, a pass at a time. Memory holds one batch of files and the fingerprints of
/// those that the last pass saw, however many there are.
///
/// It runs on a thread of its own, since reading folders blocks.
actor DirectorySource: PolledSource {
  /// How many files are entered in one transaction.
  private static let batchSize = 1000
  /// How many problems are remembered, so that each is reported once.
  private static let reportedLimit = 10_000

  private let thread = WorkThread("intake")
  private let configuration: PipelineConfiguration
  private let source: PipelineConfiguration.Source.Directory
  private let register: FileRegister
  private let clock: any WallClock
  private let events: any EventSink
  private var known = SeenFiles()
  private var settling: SettleRule
  private var reported: Set<WalkProblem> = []
  /// How many entries were left alone when that was last said.
  private var announcedSkips = 0

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(configuration: PipelineConfiguration, parts: PipelineParts, events: any EventSink) {
    self.configuration = configuration
    source = configuration.directory ?? .init(path: "/")
    register = FileRegister(pipeline: configuration.name, parts: parts, events: events)
    clock = parts.clock
    self.events = events
    settling = SettleRule(source.settle)
  }

  nonisolated var place: String { "the source folder \(source.path)" }
  nonisolated var poll: Duration { source.poll }

  func prepare() throws {
    do {
      _ = try FileStatus.of(source.path)
    } catch {
      throw PipelineError(
        .sourceUnavailable,
        "the source folder \(source.path) cannot be read (\(error)); make it, or correct “source.directory”",
        cause: error)
    }
  }

  /// One pass over the folder.
  ///
  /// - Parameters:
  ///   - control: the pass ends early once the run is stopping.
  ///   - registered: called with the number of new files after each batch.
  /// - Throws: `PipelineError` where the folder itself cannot be read; what cannot be read in it is reported once and
  ///   tried again on the next pass.
  func pass(_ control: RunControl, registered: @Sendable (IntakeReport) -> Void) async throws -> IntakeReport {
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
      return try DirectoryWalk(source)
    } catch {
      known.forgetAll()
      throw PipelineError(
        .sourceUnavailable,
        "the source folder \(source.path) cannot be read (\(error)); make it, mount it, or correct "
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
    if known.recognize(SeenFiles.Fingerprint(file)) {
      report.files += 1
      return false
    }
    let remaining = settling.remaining(file, now: clock.now)
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

  private func enter(
    _ files: [FoundFile], _ check: FileCheck, _ report: inout IntakeReport
  ) async throws -> IntakeReport {
    let batch = try await register.enter(
      files.map { file in
        check.examine(
          FileVersion(address: file.address, version: file.status.version, size: file.status.size), name: file.name,
          isText: String(validating: file.path, as: UTF8.self) != nil)
      })
    for file in files { known.remember(SeenFiles.Fingerprint(file)) }
    report.registered += batch.registered
    report.quarantined += batch.quarantined
    return batch
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
        "left alone in \(source.path): \(reasons.joined(separator: ", "))",
        SkipReason.allCases.map { ($0.rawValue, .number(Int64(report.skipped[$0, default: 0]))) }))
  }
}
