import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@Suite struct SQLiteQueueFileTests {
  private let directory: TemporaryDirectory
  private let path: String
  private let message = OutgoingMessage(body: Array("m".utf8))

  init() throws {
    directory = try TemporaryDirectory()
    path = directory.file("queues.sqlite")
  }

  private func receive(_ queue: SQLiteQueue, wait: Duration = .zero) async throws -> [ReceivedMessage] {
    try await queue.receive(maximum: 10, wait: wait, visibility: nil)
  }

  /// A queue on a connection of its own, as another process has it: by a link, the file is not known for the same.
  private func elsewhere(_ name: String) async throws -> SQLiteQueue {
    let link = directory.file("link")
    if !FileManager.default.fileExists(atPath: link) {
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: directory.path)
    }
    return try await SQLiteQueue.open(at: link + "/queues.sqlite", name: name)
  }

  @Test func whatWasSentIsThereWhenTheFileIsOpenedAgain() async throws {
    do {
      let queue = try await SQLiteQueue.open(at: path, name: "q")
      _ = try await queue.send([message])
      _ = try await receive(queue)
    }
    let queue = try await SQLiteQueue.open(at: path, name: "q")
    let attributes = try await queue.attributes()
    #expect(attributes.inFlight == 1 && attributes.visible == 0)
    #expect(try await SQLiteQueue.names(at: path) == ["q"])
  }

  @Test func aProcessThatDiesLosesNothingAndKeepsNothing() async throws {
    let path = path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let queue = try await SQLiteQueue.open(at: path, name: "q")
      for _ in 0..<5 { _ = try await queue.send(Array(repeating: OutgoingMessage(body: [65]), count: 10)) }
      let held = try await queue.receive(maximum: 10, wait: .zero, visibility: .seconds(1))
      _ = try await queue.delete(held.prefix(5).map(\.receiptHandle))
      kill(getpid(), SIGKILL)
      // The signal may take a moment; nothing below may run.
      while true { sleep(1) }
    }
    let queue = try await SQLiteQueue.open(at: path, name: "q")
    var ids: Set<String> = []
    var counts: [Int] = []
    while ids.count < 45 {
      let messages = try await receive(queue, wait: .seconds(5))
      try #require(!messages.isEmpty, "messages were lost")
      ids.formUnion(messages.map(\.id))
      counts += messages.map(\.receiveCount)
      #expect(try await queue.delete(messages.map(\.receiptHandle)) == [])
    }
    #expect(counts.count == 45 && counts.count { $0 == 2 } == 5, "what it held comes again, what it deleted does not")
    #expect(try await receive(queue) == [])
  }

  @Test func anotherConnectionsMessagesEndAWait() async throws {
    let queue = try await SQLiteQueue.open(at: path, name: "q")
    let other = try await elsewhere("q")
    async let waiting = receive(queue, wait: .seconds(20))
    try await Task.sleep(for: .milliseconds(150))
    let start = ContinuousClock.now
    _ = try await other.send([message])
    #expect(try await waiting.map(\.body) == [message.body])
    #expect(start.duration(to: .now) < .seconds(5))
    #expect(try await receive(other) == [])
  }

  @Test func connectionsShareTheMessages() async throws {
    let queues = [try await SQLiteQueue.open(at: path, name: "q"), try await elsewhere("q")]
    let count = 300
    for start in stride(from: 0, to: count, by: 10) {
      _ = try await queues[0].send((start..<start + 10).map { OutgoingMessage(body: Array("\($0)".utf8)) })
    }
    let received = try await withThrowingTaskGroup(of: [String].self) { group in
      for worker in 0..<4 {
        group.addTask {
          var bodies: [String] = []
          while true {
            let messages = try await receive(queues[worker % 2])
            if messages.isEmpty { return bodies }
            bodies += messages.map { String(decoding: $0.body, as: UTF8.self) }
            #expect(try await queues[worker % 2].delete(messages.map(\.receiptHandle)) == [])
          }
        }
      }
      return try await group.reduce(into: [String]()) { $0 += $1 }
    }
    #expect(received.count == count && Set(received).count == count)
  }

  @Test func aWaitEndsWithItsTask() async throws {
    let queue = try await SQLiteQueue.open(at: path, name: "q")
    let start = ContinuousClock.now
    await withThrowingTaskGroup(of: [ReceivedMessage].self) { group in
      group.addTask { try await receive(queue, wait: .seconds(20)) }
      try? await Task.sleep(for: .milliseconds(100))
      group.cancelAll()
      await #expect(throws: CancellationError.self) { try await group.next() }
    }
    #expect(start.duration(to: .now) < .seconds(10))
  }

  @Test func aFileThatIsTakenAwayIsNotWrittenTo() async throws {
    let queue = try await SQLiteQueue.open(at: path, name: "q")
    try FileManager.default.removeItem(atPath: path)
    let error = await #expect(throws: QueueError.self) { try await queue.send([message]) }
    #expect(error?.code == .unavailable && error?.message.contains("moved, deleted or replaced") == true)
    let fresh = try await SQLiteQueue.open(at: path, name: "q")
    #expect(try await fresh.send([message]).count == 1)
  }

  @Test func otherFilesAreRefusedAndLeftAlone() async throws {
    try directory.write(Array(String(repeating: "notes\n", count: 2000).utf8), to: "notes")
    try await SQLiteLedger.open(at: directory.file("ledger.sqlite")).close()
    for (name, text) in [
      ("ledger.sqlite", "is a ledger"), ("notes", "no database"), ("none/q.sqlite", "no directory"),
      ("link/../", "directory"),
    ] {
      let error = await #expect(throws: QueueError.self) {
        try await SQLiteQueue.open(at: directory.file(name), name: "q")
      }
      #expect(error?.message.contains(text) == true, "\(name): \(String(describing: error))")
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: directory.file("notes"))).count == 12_000)
  }

  @Test(arguments: ["", "a b", "a/b", "é", ".fifo", "a.b", String(repeating: "x", count: 81)])
  func namesHaveRules(_ name: String) async throws {
    let error = await #expect(throws: QueueError.self) { try await SQLiteQueue.open(at: path, name: name) }
    #expect(error?.code == .invalidRequest && error?.message.contains("cannot be the name") == true)
  }

  @Test func settingsHaveLimits() async throws {
    let queue = try await SQLiteQueue.open(at: path, name: "q")
    let changes: [(inout QueueSettings) -> Void] = [
      { $0.visibilityTimeout = .seconds(43_201) }, { $0.visibilityTimeout = .seconds(-1) },
      { $0.delay = .seconds(901) },
      { $0.retention = .seconds(59) }, { $0.maximumMessageBytes = 1023 }, { $0.maximumMessageBytes = 1_048_577 },
      { $0.deduplicatesByContent = true },
      { $0.redrive = RedrivePolicy(deadLetterQueue: "q", maximumReceiveCount: 1) },
      { $0.redrive = RedrivePolicy(deadLetterQueue: "d", maximumReceiveCount: 0) },
      { $0.redrive = RedrivePolicy(deadLetterQueue: "d.fifo", maximumReceiveCount: 1) },
    ]
    for change in changes {
      var settings = QueueSettings()
      change(&settings)
      let error = await #expect(throws: QueueError.self) { try await queue.configure(settings) }
      #expect(error?.code == .invalidRequest)
    }
    #expect(try await queue.settings() == QueueSettings())
  }
}
