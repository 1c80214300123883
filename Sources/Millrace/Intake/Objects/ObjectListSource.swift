internal import Foundation
internal import MillraceStorage

/// Enters the objects of a bucket, or of a web server's folder, in the ledger, by listing them again and again.
///
/// How far a listing has come is kept in the ledger, so that a run that is interrupted goes on from there rather than from
/// the beginning. Objects that the ledger knows are passed over. Memory holds one page.
actor ObjectListSource: PolledSource {
  private let source: ListedSource
  private let configuration: PipelineConfiguration
  private let buckets: BucketBook
  private let ledger: any Ledger
  private let register: FileRegister
  private let events: any EventSink
  private var isFirstPass = true
  private var announcedSkips = 0

  nonisolated var poll: Duration { source.poll }
  nonisolated var place: String { "the source \(source.place)" }

  init(
    configuration: PipelineConfiguration, source: ListedSource, buckets: BucketBook,
    parts: PipelineParts, events: any EventSink
  ) {
    self.configuration = configuration
    self.source = source
    self.buckets = buckets
    ledger = parts.ledger
    register = FileRegister(pipeline: configuration.name, parts: parts, events: events)
    self.events = events
  }

  func prepare() async throws {
    _ = try await buckets.store(of: source.bucket)
  }

  /// Nothing is remembered beyond the ledger.
  func forget() {}

  func pass(
    _ control: RunControl, registered: @Sendable (IntakeReport) -> Void
  ) async throws -> IntakeReport {
    let store = try await buckets.store(of: source.bucket)
    let check = try FileCheck(configuration)
    let match = ObjectMatch(patterns: source.match)
    var report = IntakeReport()
    // Only what was interrupted goes on from its place: a later pass must find what has come before that.
    let start = isFirstPass ? try await ledger.checkpoint(source.kind, of: configuration.name) ?? "" : ""
    let marker = start.isEmpty ? nil : try ObjectKey(start)
    var last = start
    let selection = ObjectSelection(prefix: source.prefix, startAfter: marker, isRecursive: source.isRecursive)
    for try await page in store.list(selection) {
      if control.isStopping { return report }
      guard let end = page.last?.key else { continue }
      last = end.text
      try await enter(settled(page, &report), from: store, check, match, &report, registered)
      try await ledger.setCheckpoint(last, named: source.kind, of: configuration.name)
    }
    isFirstPass = false
    if !last.isEmpty { try await ledger.setCheckpoint("", named: source.kind, of: configuration.name) }
    announceSkips(report)
    // What was passed over because an earlier run had taken it in may have been replaced since.
    if !start.isEmpty {
      report.unsettled = 1
      report.nextSettled = 0
    }
    return report
  }

  /// Those that have been unchanged for long enough.
  private func settled(_ page: [ObjectInfo], _ report: inout IntakeReport) -> [ObjectInfo] {
    let wait = source.settle / .seconds(1)
    if wait <= 0 { return page }
    let now = Date()
    return page.filter { info in
      let rest = wait - now.timeIntervalSince(info.modifiedAt)
      if rest <= 0 { return true }
      report.unsettled += 1
      report.nextSettled = min(report.nextSettled ?? rest, rest)
      return false
    }
  }

  private func enter(
    _ page: [ObjectInfo], from store: any ObjectStore, _ check: FileCheck, _ match: ObjectMatch,
    _ report: inout IntakeReport,
    _ registered: @Sendable (IntakeReport) -> Void
  ) async throws {
    let objects = page.filter { !$0.key.text.hasSuffix("/") }
    let taken = objects.filter { match.takes($0.key.text) }
    report.skipped[.unmatched, default: 0] += objects.count - taken.count
    report.files += taken.count
    if taken.isEmpty { return }
    let batch = try await register.enter(
      taken.map { info in
        check.examine(
          FileVersion(
            address: source.address(of: info.key, in: store), version: info.etag, size: info.size),
          name: ObjectMatch.name(of: Array(info.key.text.utf8)))
      })
    report.registered += batch.registered
    report.quarantined += batch.quarantined
    registered(batch)
  }

  private func announceSkips(_ report: IntakeReport) {
    let skipped = report.skipped[.unmatched, default: 0]
    defer { announcedSkips = skipped }
    guard skipped > announcedSkips else { return }
    events.record(
      PipelineEvent(
        .info, "entries-skipped",
        "left alone in \(source.place): \(EventText.counted(skipped, "object")) \(SkipReason.unmatched.explanation)",
        [("unmatched", .number(Int64(skipped)))]))
  }
}
