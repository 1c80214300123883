internal import Foundation
package import MillraceStorage

/// Moves or deletes the source files that a pipeline has done, at that very version, and no others.
///
/// Each file is first where it was or at its new place, or at both, and never at neither, whenever the process ends; doing it
/// again goes on from there.
package struct SourceArchiver: Sendable {
  package struct Options: Sendable {
    /// How long ago a file must have been done.
    package var after: Duration
    /// Whether the ledger forgets files that are archived, so that it does not grow for ever. One that is put back is done again.
    package var forgets = false
    /// Whether nothing is changed.
    package var isDryRun = false
    /// Files that are copied or deleted at the same time.
    package var lanes = 8

    package init(after: Duration) {
      self.after = after
    }
  }

  private let source: any ObjectStore
  private let ledger: any ClaimStore
  private let pipeline: String
  private let match: ObjectOptions
  private let quarantine: QuarantineStore?
  private let mover: any SourceMover
  private let options: Options
  private let clock: any WallClock
  private let threads: [TaskThread]

  /// - Parameters:
  ///   - target: takes the files; nil: they are deleted.
  ///   - quarantine: nil: nothing was ever quarantined.
  package init(
    _ configuration: PipelineConfiguration, source: any ObjectStore, target: (any ObjectStore)?, ledger: any ClaimStore,
    quarantine: QuarantineStore?, options: Options, clock: any WallClock = SystemWallClock()
  ) {
    self.source = source
    self.ledger = ledger
    pipeline = configuration.name
    var match = ObjectOptions(pipeline: configuration.name)
    match.match = configuration.sourceMatch
    self.match = match
    self.quarantine = quarantine
    mover = SourceMovers.make(from: source, to: target)
    self.options = options
    self.clock = clock
    threads = (0..<options.lanes).map { TaskThread("archive-\($0)") }
  }

  /// Goes through the source once.
  ///
  /// - Parameter note: called with each file that is archived, or would be.
  /// - Throws: what is wrong with the ledger, the source as a whole, or the target as a whole.
  package func run(_ note: @Sendable (ObjectInfo) -> Void = { _ in }) async throws -> ArchiveTally {
    let quarantined = try await quarantinedItems()
    var tally = ArchiveTally()
    for try await page in source.list(prefix: "") {
      try Task.checkCancellation()
      // What stands for a folder is no file.
      let due = try await due(page.filter { !$0.key.text.hasSuffix("/") }, quarantined, &tally)
      try await archive(due, &tally, note)
    }
    return tally
  }

  private func item(_ info: ObjectInfo) -> String {
    ObjectPlace(store: source, bucket: "", key: info.key, size: info.size, etag: info.etag).item
  }

  /// What was given up counts as done, but is needed where it is to be sent round again.
  private func quarantinedItems() async throws -> Set<String> {
    guard let quarantine else { return [] }
    var items: Set<String> = []
    try await quarantine.forEach(of: pipeline, kind: .files) { item in
      let entry = try await quarantine.file(in: item.key)
      items.insert("\(entry.input.address)@\(entry.input.version)")
    }
    return items
  }

  private func due(
    _ page: [ObjectInfo], _ quarantined: Set<String>, _ tally: inout ArchiveTally
  ) async throws -> [ObjectInfo] {
    let states = try await ledger.states(of: page.map(item), in: pipeline)
    let latest = clock.now.addingTimeInterval(-(options.after / .seconds(1)))
    var due: [ObjectInfo] = []
    for (info, state) in zip(page, states) {
      switch state {
      case .unknown where !match.takes(info.key.text): tally.unmatched += 1
      case .unknown, .held: tally.open += 1
      case .done where quarantined.contains(item(info)): tally.quarantined += 1
      case .done(_, let at) where at > latest: tally.recent += 1
      case .done: due.append(info)
      }
    }
    return due
  }

  private func archive(
    _ due: [ObjectInfo], _ tally: inout ArchiveTally, _ note: @Sendable (ObjectInfo) -> Void
  ) async throws {
    for part in due.inParts(of: options.isDryRun ? max(1, due.count) : options.lanes) {
      let outcomes = try await outcomes(of: part)
      var archived: [ObjectInfo] = []
      for (info, outcome) in zip(part, outcomes) {
        switch outcome {
        case .success(true):
          archived.append(info)
          tally.add(info)
          note(info)
        // Replaced or removed since it was listed.
        case .success(false): tally.open += 1
        case .failure(let failure):
          tally.failures.append(ArchiveTally.Failure(file: info.key.text, reason: failure.message))
        }
      }
      if options.forgets, !options.isDryRun { try await ledger.forget(archived.map(item), in: pipeline) }
    }
  }

  /// Whether each was archived, in the order of the files.
  private func outcomes(of part: [ObjectInfo]) async throws -> [Result<Bool, StoreError>] {
    if options.isDryRun { return part.map { _ in .success(true) } }
    return try await withThrowingTaskGroup(of: (Int, Result<Bool, StoreError>).self) { group in
      for (index, info) in part.enumerated() {
        group.addTask(executorPreference: threads[index]) {
          do {
            return (index, .success(try await mover.move(info)))
          } catch let error as StoreError where error.code != .storeMissing && error.code != .diskFull {
            return (index, .failure(error))
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}

/// What a pass over a source has come to.
package struct ArchiveTally: Sendable, Equatable {
  /// A file that could not be moved or deleted.
  package struct Failure: Sendable, Equatable {
    package var file: String
    package var reason: String
  }

  package var archived = 0
  package var bytes: Int64 = 0
  /// Done, but not long enough ago.
  package var recent = 0
  /// Not done, or being done, or done at another version.
  package var open = 0
  /// Given up; they stay for `quarantine release`.
  package var quarantined = 0
  /// The pipeline does not take them.
  package var unmatched = 0
  package var failures: [Failure] = []

  package init() {}

  mutating func add(_ info: ObjectInfo) {
    archived += 1
    bytes += info.size
  }
}

extension PipelineConfiguration {
  /// The patterns of the source, whichever it is.
  var sourceMatch: [GlobPattern] {
    switch source {
    case .directory(let source): source.match
    case .s3Events(let source): source.match
    case .s3List(let source): source.match
    case .httpIndex(let source): source.match
    case .sqs: []
    }
  }
}
