internal import Foundation
internal import MillraceStorage

extension LoadPipeline {
  /// Runs the stages; where messages tell of files, beside the consumer that holds them. It ends after the stages, since what
  /// they have done has yet to be acknowledged.
  func run(_ stages: LoadStages, until goal: RunGoal) async throws {
    guard let consumer, let book else { return try await stages.run(until: goal) }
    if goal != .stopped { consumer.stopWhenIdle(longestReturn: .seconds(options.claimDuration)) }
    let failures = await withTaskGroup(of: (any Error)?.self) { group in
      group.addTask { await Self.failure { try await consumer.run() } }
      group.addTask {
        defer {
          book.giveBackAll()
          consumer.stop()
        }
        return await Self.failure { try await stages.run(until: goal) }
      }
      return await group.reduce(into: [any Error]()) { failures, failure in
        if let failure { failures.append(failure) }
      }
    }
    // A queue that cannot be used explains what else has failed.
    if let failure = failures.first(where: { $0 is QueueError }) ?? failures.first { throw failure }
  }

  private static func failure(of body: () async throws -> Void) async -> (any Error)? {
    do {
      try await body()
      return nil
    } catch {
      return error
    }
  }

  /// Takes files from the source until there are no more.
  func takeIn(until goal: RunGoal) async throws {
    let claimer = FileClaimer(
      desk: desk, backlog: backlog, readers: options.readers, patience: patience, counters: counters)
    switch parts.source {
    case .listing(let listing): try await take(from: listing, until: goal, claimer)
    case .events(let files): try await taking(files)?.work(claimer)
    }
  }

  private func taking(_ files: EventedFiles) -> EventTaking? {
    guard let consumer, let book else { return nil }
    return EventTaking(
      consumer: consumer, buckets: files.buckets,
      sorter: EventSorter(
        match: ObjectMatch(patterns: files.match), readings: KeyReadings(buckets: files.buckets),
        oddities: EventOddities(events: events)),
      unreadable: UnreadableMessages(
        pipeline: options.pipeline, quarantine: parts.quarantine.store, patience: patience, events: events),
      book: book, backlog: backlog, patience: patience, isStopping: { [control] in control.isStopping })
  }

  /// Tells the messages that wait for a file how it has ended.
  func tell(_ file: ClaimedFile, _ end: FileEnd) {
    book?.end(file.place.item, as: ObjectOutcome(end))
  }
}

extension ObjectOutcome {
  fileprivate init(_ end: FileEnd) {
    self =
      switch end {
      case .loaded: .processed
      case .quarantined, .refused: .quarantined
      case .gone: .gone
      case .failed(let reason): .failed(reason: reason)
      case .givenBack: .interrupted
      // Whoever has it now may die, too: the message must come again.
      case .lost: .held(until: .now)
      }
  }
}
