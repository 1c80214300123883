internal import Foundation
internal import MillraceStorage

/// The files of a folder, once they have settled. It runs on a thread of its own, since reading folders blocks.
actor FolderListing: FileListing {
  private static let pageSize = 1000
  /// How many problems are remembered, so that each is reported once.
  private static let reportedLimit = 10_000

  private let thread = WorkThread("listing")
  private let source: PipelineConfiguration.Source.Directory
  private let store: any ObjectStore
  private let clock: any WallClock
  private let events: any EventSink
  private var settling: SettleRule
  private var reported: Set<WalkProblem> = []

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// - Parameter store: the folder as a store, to read its files.
  init(
    _ source: PipelineConfiguration.Source.Directory, store: any ObjectStore, clock: any WallClock = SystemWallClock(),
    events: any EventSink
  ) {
    self.source = source
    self.store = store
    self.clock = clock
    self.events = events
    settling = SettleRule(source.settle)
  }

  nonisolated var poll: Duration { source.poll }
  nonisolated var location: String { source.path }

  func pass(
    _ body: @Sendable ([ObjectPlace]) async throws -> Void, isStopping: @Sendable () -> Bool
  ) async throws -> ListingReport {
    var walk = try makeWalk()
    var report = ListingReport()
    var problems: Set<WalkProblem> = []
    var page: [ObjectPlace] = []
    while !isStopping(), let event = walk.next() {
      switch event {
      case .skipped: continue
      case .problem(let problem): note(problem, &problems, &report)
      case .file(let file):
        guard let place = place(of: file, &problems, &report) else { continue }
        page.append(place)
        if page.count == Self.pageSize {
          try await body(page)
          page.removeAll(keepingCapacity: true)
        }
      }
    }
    if !page.isEmpty { try await body(page) }
    reported.formIntersection(problems)
    return report
  }

  private func makeWalk() throws -> DirectoryWalk {
    do {
      return try DirectoryWalk(source)
    } catch {
      throw PipelineError(
        .sourceUnavailable,
        "the source folder \(source.path) cannot be read (\(error)); make it, mount it, or correct “source.directory”",
        cause: error)
    }
  }

  /// Nil where the file is not to be taken now.
  private func place(
    of file: FoundFile, _ problems: inout Set<WalkProblem>, _ report: inout ListingReport
  ) -> ObjectPlace? {
    let remaining = settling.remaining(file, now: clock.now)
    if remaining > 0 {
      report.unsettled += 1
      report.nextSettled = min(report.nextSettled ?? .seconds(remaining), .seconds(remaining))
      return nil
    }
    let path = file.path.dropFirst(source.path.utf8.count).drop { $0 == UInt8(ascii: "/") }
    guard let name = String(validating: path, as: UTF8.self), let key = try? ObjectKey(name) else {
      note(WalkProblem(.fileUnreadable, file.path, reason: "its name is not UTF-8"), &problems, &report)
      return nil
    }
    return ObjectPlace(store: store, bucket: "", key: key, size: file.status.size, etag: file.status.version)
  }

  private func note(_ problem: WalkProblem, _ problems: inout Set<WalkProblem>, _ report: inout ListingReport) {
    if problem.kind == .folderUnreadable || problem.kind == .fileUnreadable { report.unreadable += 1 }
    guard problems.count < Self.reportedLimit else { return }
    problems.insert(problem)
    if reported.insert(problem).inserted {
      events.record(
        PipelineEvent(.warning, "source-problem", problem.message, [("address", .text(problem.address))]))
    }
  }
}
