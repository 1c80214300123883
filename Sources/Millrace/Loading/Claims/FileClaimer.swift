internal import MillracePacking
internal import MillraceStorage

/// Claims the files of a listing, many in a call, and no more than readers will soon have use for: what is claimed is kept
/// from others.
actor FileClaimer {
  /// Files of one call, and their stored bytes: where files are large, others shall have some of them.
  private static let count = 100
  private static let bytes: Int64 = 64 << 20

  private let desk: ClaimDesk
  private let backlog: FileBacklog
  private let readers: Int
  private let patience: Patience
  private let counters: LoadCounters
  private var seen = SeenFiles()
  private var held = 0

  /// - Parameter readers: how many files are read at the same time.
  init(
    desk: ClaimDesk, backlog: FileBacklog, readers: Int, patience: Patience, counters: LoadCounters
  ) {
    self.desk = desk
    self.backlog = backlog
    self.readers = readers
    self.patience = patience
    self.counters = counters
  }

  func beginPass() {
    seen.beginPass()
    held = 0
  }

  /// How many files of the listing others hold.
  func endPass() -> Int {
    let held = held
    counters.update { $0.held = held }
    return held
  }

  /// Claims what nobody has of the files of a listing, and hands it to the readers.
  func claim(listed places: [ObjectPlace], isStopping: @Sendable () -> Bool) async throws {
    let rest = places.filter { !backlog.contains($0.item) && !seen.recognize(SeenFiles.Fingerprint(item: $0.item)) }
    for (place, outcome) in try await claim(rest, isStopping: isStopping) {
      switch outcome {
      case .claimed: break
      case .done: seen.remember(SeenFiles.Fingerprint(item: place.item))
      case .held: held += 1
      }
    }
  }

  /// Claims what nobody has of some files, none of which this run is loading, and hands it to the readers.
  ///
  /// - Returns: what has become of each. Those that a stop came before are left out.
  @discardableResult
  func claim(
    _ places: [ObjectPlace], isStopping: @Sendable () -> Bool
  ) async throws -> [(place: ObjectPlace, outcome: ClaimOutcome)] {
    var answers: [(place: ObjectPlace, outcome: ClaimOutcome)] = []
    var rest = places[...]
    while !rest.isEmpty, !isStopping() {
      var bytes: Int64 = 0
      let part = rest.prefix(Self.count).prefix { place in
        defer { bytes += place.size }
        return bytes < Self.bytes
      }
      rest = rest.dropFirst(part.count)
      await backlog.waitUntilShort(of: readers)
      if isStopping() || Task.isCancelled { break }
      let outcomes = try await claim(Array(part))
      answers += zip(part, outcomes).map { ($0, $1) }
    }
    return answers
  }

  private func claim(_ places: [ObjectPlace]) async throws -> [ClaimOutcome] {
    let before = try await patience.attempt("use the ledger") {
      try await desk.ledger.states(of: places.map(\.item), in: desk.pipeline)
    }
    var outcomes = try await self.outcomes(of: places)
    // What this run has claimed without knowing: the answer was lost, and the call made again.
    let unknown = outcomes.indices.filter { desk.isOurs(outcomes[$0]) }
    if !unknown.isEmpty {
      try await patience.attempt("use the ledger") {
        try await desk.ledger.forget(unknown.map { places[$0].item }, in: desk.pipeline)
      }
      let again = try await self.outcomes(of: unknown.map { places[$0] })
      for (index, outcome) in zip(unknown, again) { outcomes[index] = outcome }
    }
    var claimed: [Candidate] = []
    for (index, outcome) in outcomes.enumerated() {
      guard case .claimed(let claim) = outcome else { continue }
      // What was held and is ours now has lapsed.
      let isTakenOver = if case .held = before[index] { !unknown.contains(index) } else { false }
      claimed.append(Candidate(place: places[index], claim: claim, isTakenOver: isTakenOver))
    }
    counters.update { $0.found += claimed.count }
    backlog.add(try await files(claimed))
    return outcomes
  }

  private func outcomes(of places: [ObjectPlace]) async throws -> [ClaimOutcome] {
    try await patience.attempt("use the ledger") { try await desk.claim(places.map(\.item)) }
  }

  /// What has just been claimed.
  private struct Candidate: Sendable {
    let place: ObjectPlace
    let claim: Claim
    let isTakenOver: Bool
  }

  /// Looks up how far others have come with files.
  private func files(_ claimed: [Candidate]) async throws -> [ClaimedFile] {
    let identities = claimed.map { candidate in
      FileIdentifier(pipeline: desk.pipeline, address: candidate.place.address, version: candidate.place.version)
    }
    let texts = try await patience.attempt("use the ledger") {
      try await desk.ledger.checkpoints(identities.map(\.checkpoint), of: desk.pipeline)
    }
    return claimed.indices.map { index in
      let candidate = claimed[index]
      return ClaimedFile(
        place: candidate.place, claim: candidate.claim, identity: identities[index], checkpoint: texts[index],
        isTakenOver: candidate.isTakenOver)
    }
  }
}
