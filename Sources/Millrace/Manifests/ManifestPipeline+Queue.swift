internal import Foundation
internal import MillraceStorage

/// Working on the manifests that a queue tells of.
extension ManifestPipeline {
  /// Takes one message after the other, and the manifest that it names.
  func workThrough(_ queue: any MessageQueue, until goal: RunGoal) async throws {
    var options = QueueConsumer.Options()
    // One manifest takes all workers: a second message would only be kept from others.
    (options.maximumMessages, options.messagesPerReceive, options.maximumReceivers) = (1, 1, 1)
    options.shutdownDeadline = configuration.shutdownDeadline + .seconds(10)
    if goal == .idle { options.wait = options.idleWait }
    let consumer = QueueConsumer(queue: queue, options: options, events: events)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await consumer.run() }
      group.addTask {
        defer { consumer.stop() }
        try await self.work(consumer)
      }
      group.addTask { try await self.watch(consumer, goal) }
      defer { group.cancelAll() }
      for _ in 0..<2 { try await group.next() }
    }
    // The queue has ended, and with it what this run was given.
    if goal != .stopped, !control.isStopping { control.finish() }
  }

  /// Ends the receiving with the run, and in a run until idle once the ledger has nothing left and the queue is empty, too: what it
  /// hides then tells of manifests that are done.
  private func watch(_ consumer: QueueConsumer, _ goal: RunGoal) async throws {
    defer { consumer.stop() }
    while !control.isStopping, !consumer.status.isStopping, !Task.isCancelled {
      do {
        if goal == .idle, try await isFinished(goal) { consumer.stopWhenIdle() }
      } catch let error as LedgerError {
        // The work itself finds out whether that persists.
        if !error.isPassing { throw error }
      }
      if !control.isStopping { await control.watch.wait(upTo: .milliseconds(500)) }
    }
  }

  private func work(_ consumer: QueueConsumer) async throws {
    var trouble = TroubleLimit(parts.retry)
    while let message = await consumer.next() {
      do {
        try await work(on: message)
        trouble.reset()
      } catch {
        message.giveBack(after: .seconds(1))
        let delay = try trouble.delay(after: error)
        events.record(retryOf: error, in: delay)
        await control.work.wait(upTo: delay)
      }
    }
  }

  private func work(on message: HeldMessage) async throws {
    guard let notice = ManifestNotice(message.message.body), notice.pipeline == configuration.name else {
      let id = message.message.id
      events.record(
        PipelineEvent(
          .warning, "message-foreign",
          "message \(id) names no manifest of \(configuration.name); it is left to the redrive policy of the queue",
          [("message-id", .text(id))]))
      return message.giveBack(after: .seconds(60))
    }
    try await freeDeadLeases()
    let claim = try await parts.ledger.claimManifest(
      notice.manifest, of: configuration.name, owner: owner.text, for: parts.leaseDuration)
    guard let claim else { return try await leave(message, notice.manifest) }
    let outcome = try await work(on: claim)
    control.planning.signal()
    switch outcome {
    case .completed, .dissolved, .givenUp: message.acknowledge()
    case .abandoned: message.giveBack()
    case .postponed, .takenOver: try await leave(message, notice.manifest)
    }
  }

  /// What becomes of a message whose manifest cannot be worked on now: it stays for as long as the manifest is unfinished.
  private func leave(_ message: HeldMessage, _ id: String) async throws {
    let unfinished = try await parts.ledger.unfinishedManifests(of: configuration.name, limit: 1000)
    guard let manifest = unfinished.first(where: { $0.id == id }) else {
      message.acknowledge()
      return
    }
    let next = max(manifest.lease?.expiresAt ?? .distantPast, manifest.notBefore ?? .distantPast)
    let pause = min(max(next.timeIntervalSince(parts.clock.now), 0.1), 300)
    message.giveBack(after: .milliseconds(Int64(pause * 1000)))
  }
}
