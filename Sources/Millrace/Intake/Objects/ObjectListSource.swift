internal import Foundation
internal import MillraceStorage

/// Enters the objects of a bucket in the ledger, by listing them again and again.
///
/// How far a listing has come is kept in the ledger, so that a run that is interrupted goes on from there rather than from
/// the beginning. Objects that the ledger knows are passed over. Memory holds one page.
actor ObjectListSource: PolledSource {
  private static let checkpoint = "s3-list"

  private let settings: PipelineConfiguration.Source.S3List
  private let configuration: PipelineConfiguration
  private let buckets: BucketBook
  private let ledger: any Ledger
  private let register: FileRegister
  private let events: any EventSink
  private var isFirstPass = true
  private var announcedSkips = 0

  nonisolated var poll: Duration { settings.poll }
  nonisolated var place: String { "the source \(settings.from)" }

  init(
    configuration: PipelineConfiguration, settings: PipelineConfiguration.Source.S3List, buckets: BucketBook,
    parts: PipelineParts, events: any EventSink
  ) {
    self.configuration = configuration
    self.settings = settings
    self.buckets = buckets
    ledger = parts.ledger
    register = FileRegister(pipeline: configuration.name, parts: parts, events: events)
    self.events = events
  }

  private var bucket: String { String(settings.from.path.prefix { $0 != "/" }) }

  /// Keys begin with it; a prefix names a folder.
  private var prefix: String {
    let rest = settings.from.path.dropFirst(bucket.count + 1)
    return rest.isEmpty ? "" : "\(rest)/"
  }

  func prepare() async throws {
    _ = try await buckets.store(of: bucket)
  }

  /// Nothing is remembered beyond the ledger.
  func forget() {}

  func pass(
    _ control: RunControl, registered: @Sendable (IntakeReport) -> Void
  ) async throws -> IntakeReport {
    let store = try await buckets.store(of: bucket)
    let check = try FileCheck(configuration)
    let match = ObjectMatch(patterns: settings.match)
    var report = IntakeReport()
    // Only what was interrupted goes on from its place: a later pass must find what has come before that.
    let start = isFirstPass ? try await ledger.checkpoint(Self.checkpoint, of: configuration.name) ?? "" : ""
    let marker = start.isEmpty ? nil : try ObjectKey(start)
    var last = start
    for try await page in store.list(prefix: prefix) {
      if control.isStopping { return report }
      guard let end = page.last?.key else { continue }
      last = end.text
      if let marker, end <= marker { continue }
      try await enter(page, check, match, &report, registered)
      try await ledger.setCheckpoint(last, named: Self.checkpoint, of: configuration.name)
    }
    isFirstPass = false
    if !last.isEmpty { try await ledger.setCheckpoint("", named: Self.checkpoint, of: configuration.name) }
    announceSkips(report)
    // What was passed over because an earlier run had taken it in may have been replaced since.
    if !start.isEmpty {
      report.unsettled = 1
      report.nextSettled = 0
    }
    return report
  }

  private func enter(
    _ page: [ObjectInfo], _ check: FileCheck, _ match: ObjectMatch, _ report: inout IntakeReport,
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
            address: ObjectAddress.text(bucket: bucket, key: info.key.text), version: info.etag, size: info.size),
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
        "left alone in \(settings.from): \(EventText.counted(skipped, "object")) \(SkipReason.unmatched.explanation)",
        [("unmatched", .number(Int64(skipped)))]))
  }
}
