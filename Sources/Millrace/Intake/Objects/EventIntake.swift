internal import Foundation
internal import MillraceStorage

/// Takes in the objects that events of S3 on a queue tell of.
///
/// The events of many messages are entered in the ledger together, and only then are the messages acknowledged. What is no
/// event of S3 is given back, later each time, until the queue's redrive policy takes it away.
struct EventIntake: ManifestIntake {
  /// Messages whose events are entered in one transaction, at most.
  private static let batchSize = 500
  /// The longest pause before a message that is of no use is seen again.
  private static let longestPause = Duration.seconds(900)

  let queue: any MessageQueue
  let configuration: PipelineConfiguration
  let sorter: EventSorter
  let register: FileRegister
  let buckets: BucketBook

  let poll = Duration.seconds(1)

  func prepare() async throws {}

  /// Nothing is remembered beyond the ledger and what orders events.
  func forget() async {}

  func takeIn(_ run: IntakeRun) async throws {
    let options = options(run.goal)
    let consumer = QueueConsumer(queue: queue, options: options, events: run.events)
    run.counters.follow(consumer, options)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await consumer.run() }
      group.addTask {
        // Whatever ends the work ends the receiving.
        defer { consumer.stop() }
        try await work(consumer, run)
      }
      group.addTask { await stop(consumer, with: run.control) }
      defer { group.cancelAll() }
      // Receiving, and working on what was received; the third only waits for the run's end.
      for _ in 0..<2 { try await group.next() }
    }
    if run.goal != .stopped, !run.control.isStopping { run.control.setIntakeDone() }
  }

  private func options(_ goal: RunGoal) -> QueueConsumer.Options {
    var options = QueueConsumer.Options()
    options.maximumMessages = configuration.prefetch.messages ?? 1000
    options.shutdownDeadline = configuration.shutdownDeadline
    options.stopsWhenIdle = goal != .stopped
    if goal != .stopped { options.wait = .seconds(2) }
    return options
  }

  private func stop(_ consumer: QueueConsumer, with control: RunControl) async {
    while !control.isStopping, !Task.isCancelled { await control.intake.wait(upTo: .seconds(3600)) }
    consumer.stop()
  }

  private func work(_ consumer: QueueConsumer, _ run: IntakeRun) async throws {
    let check = try FileCheck(configuration)
    while let first = await consumer.next() {
      var messages = [first]
      while messages.count < Self.batchSize, let next = consumer.nextIfReady() { messages.append(next) }
      try await takeIn(messages, check, run)
    }
  }

  /// Enters what messages tell of, as often as it takes; then they are resolved.
  private func takeIn(_ messages: [HeldMessage], _ check: FileCheck, _ run: IntakeRun) async throws {
    let contents = messages.map { S3EventParser.parse($0.message.body) }
    var trouble = TroubleLimit(run.retry)
    while true {
      do {
        let lists = try await objects(of: contents, ids: messages.map(\.message.id))
        var seen: Set<FileVersion> = []
        let files = lists.flatMap { $0 ?? [] }.filter { seen.insert($0.file).inserted }.map { object in
          check.examine(object.file, name: ObjectMatch.name(of: Array(object.key.utf8)))
        }
        if !files.isEmpty { run.note(try await register.enter(files, isThere: isThere)) }
        for index in messages.indices { resolve(messages[index], contents[index], isTaken: lists[index] != nil) }
        return
      } catch {
        do {
          if run.control.isStopping { throw error }
          let delay = try trouble.delay(after: error)
          run.events.record(retryOf: error, in: delay)
          await run.control.intake.wait(upTo: delay)
        } catch {
          for message in messages { message.giveBack() }
          if run.control.isStopping { return }
          throw error
        }
      }
    }
  }

  /// In the order of the messages.
  private func objects(
    of contents: [S3EventMessage], ids: [String]
  ) async throws -> [[ResolvedObject]?] {
    try await withThrowingTaskGroup(of: (Int, [ResolvedObject]?).self) { group in
      for index in contents.indices {
        group.addTask { (index, try await sorter.objects(of: contents[index], id: ids[index])) }
      }
      return try await group.reduce(into: [[ResolvedObject]?](repeating: nil, count: contents.count)) {
        $0[$1.0] = $1.1
      }
    }
  }

  private func resolve(_ message: HeldMessage, _ content: S3EventMessage, isTaken: Bool) {
    if isTaken, !content.isForeign {
      message.acknowledge()
      return
    }
    let id = message.message.id
    if content.isForeign {
      sorter.oddities.report(
        "message-foreign", id,
        "message \(id) is no event of S3 (\(content.problems.first ?? "")); it is left to the redrive policy of "
          + queue.location, level: .warning, [("message-id", .text(id))])
    }
    let pause = Duration.seconds(1 << min(message.message.receiveCount, 10))
    message.giveBack(after: min(pause, Self.longestPause))
  }

  /// Whether an object that was gone is there again.
  private func isThere(_ file: FileVersion) async throws -> Bool {
    let address = try ObjectAddress(file.address)
    return try await buckets.store(of: address.bucket).head(address.key)?.etag == file.version
  }
}
