import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@Suite struct SQLiteLedgerFaultTests {
  private let directory: TemporaryDirectory
  private let path: String
  private let file = NewFile(file: FileVersion(address: "/in/a", version: "1", size: 7), partition: "p")

  init() throws {
    directory = try TemporaryDirectory()
    path = directory.file("ledger.db")
  }

  private func open(timeout: TimeInterval = 30) async throws -> SQLiteLedger {
    var options = SQLiteLedger.Options()
    options.busyTimeout = timeout
    return try await SQLiteLedger.open(at: path, options: options)
  }

  private func expectOpenFails(_ code: LedgerError.Code, saying text: String) async {
    let error = await #expect(throws: LedgerError.self) { try await open() }
    #expect(error?.code == code && error?.message.contains(text) == true, "\(String(describing: error))")
  }

  @Test func commitsAreSynchronous() async throws {
    #expect(try await open().synchronousLevel() == 2)
  }

  @Test func whatIsNoDatabaseIsReportedAndLeftAlone() async throws {
    let bytes = Array(repeating: Array("not a database, but someone's notes\n".utf8), count: 500).flatMap { $0 }
    try directory.write(bytes, to: "ledger.db")
    await expectOpenFails(.corrupt, saying: "Move it away")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(bytes))
  }

  @Test func damageIsReported() async throws {
    let ledger = try await open()
    let many = (0..<5000).map {
      NewFile(file: FileVersion(address: "/in/\($0)", version: "1", size: 7), partition: "p")
    }
    _ = try await ledger.register(many, in: "events")
    try ledger.close()
    let handle = try #require(FileHandle(forUpdatingAtPath: path))
    let end = try handle.seekToEnd()
    try handle.seek(toOffset: 4096)
    try handle.write(contentsOf: Data(repeating: 0xA5, count: Int(end) - 4096))
    try handle.close()
    let error = await #expect(throws: LedgerError.self) {
      let damaged = try await open()
      _ = try await damaged.register(many, in: "events")
    }
    #expect(error?.code == .corrupt && error?.message.contains(path) == true)
  }

  @Test func placesThatCannotBeAreReported() async throws {
    let nowhere = directory.file("none/ledger.db")
    let error = await #expect(throws: LedgerError.self) { try await SQLiteLedger.open(at: nowhere) }
    #expect(error?.code == .unavailable && error?.message.contains(directory.file("none")) == true)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    await expectOpenFails(.unavailable, saying: "is a directory")
  }

  @Test func aLedgerThatIsTakenAwayIsNotWrittenTo() async throws {
    let ledger = try await open()
    _ = try await ledger.register([file], in: "events")
    try FileManager.default.removeItem(atPath: path)
    let error = await #expect(throws: LedgerError.self) {
      try await ledger.plan(PlanRequest(pipeline: "events", partition: "p", schemaVersion: 1, trigger: .flush))
    }
    #expect(error?.code == .unavailable && error?.message.contains("moved, deleted or replaced") == true)
  }

  @Test(.enabled(if: Python.isAvailable, "needs python3 as another program"))
  func anotherProgramsDatabaseIsRefused() async throws {
    try Python.run(
      "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('create table t (x)'); c.commit()", path)
    await expectOpenFails(.corrupt, saying: "another program")
  }

  @Test(.enabled(if: Python.isAvailable, "needs python3 as another program"))
  func aNewerLedgerIsRefused() async throws {
    try await open().close()
    let script = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
    try Python.run(script + "c.execute(\"insert into grdb_migrations values ('99 future')\"); c.commit()", path)
    await expectOpenFails(.newerVersion, saying: "newer version")
  }

  @Test(.enabled(if: Python.isAvailable, "needs python3 as another program"))
  func anotherProcessThatHoldsTheLockIsWaitedForAndThenReported() async throws {
    let ledger = try await open(timeout: 0.2)
    let holder = try Python.start(
      """
      import sqlite3, sys
      c = sqlite3.connect(sys.argv[1], isolation_level=None)
      c.execute('begin immediate')
      print('held', flush=True)
      sys.stdin.readline()
      """, path)
    try #require(holder.readLine() == "held")
    let error = await #expect(throws: LedgerError.self) { try await ledger.register([file], in: "events") }
    #expect(error?.code == .locked && error?.message.contains(path) == true)
    // Reading goes on meanwhile.
    #expect(try await ledger.pipelines() == [])
    holder.end()
    #expect(try await ledger.register([file], in: "events").map(\.isNew) == [true])
  }

  @Test func aLostAnswerToACompletionIsHarmless() async throws {
    let plan = FaultPlan()
    let ledger = FaultyLedger(try await open(), plan: plan)
    _ = try await ledger.register([file], in: "events")
    let request = PlanRequest(pipeline: "events", partition: "p", schemaVersion: 1, trigger: .flush)
    _ = try #require(try await ledger.plan(request))
    let claimed = try #require(try await ledger.claimManifest(of: "events", owner: "a", for: 60))
    let result = ManifestResult(outputs: [], inputs: [InputCounts(rows: 1, badRecords: 0)])
    plan.fail(of: "complete", .before)
    plan.fail(call: 2, of: "complete", .after)
    await #expect(throws: InjectedFault.self) { try await ledger.complete(claimed.lease, with: result) }
    #expect(try await ledger.counts(of: "events")[.completed].files == 0)
    await #expect(throws: InjectedFault.self) { try await ledger.complete(claimed.lease, with: result) }
    #expect(try await ledger.complete(claimed.lease, with: result) == .alreadyCompleted)
    #expect(try await ledger.totals(of: "events")?.rows == 1)
  }
}
