import Foundation
import MillraceCloudStorage
import MillraceStorage
import MillraceTesting
import Testing

@Suite(.enabled(if: RedisServer.isAvailable, "needs redis-server")) struct RedisLedgerFaultTests {
  private let file = NewFile(file: FileVersion(address: "/in/a", version: "1", size: 7), partition: "p")

  @Test func aServerThatIsKilledAndStartedAgainHasLostNothing() async throws {
    let server = try await RedisServer(["--appendonly", "yes", "--appendfsync", "always"])
    let ledger = try await server.ledger("durable")
    _ = try await ledger.register([file], in: "events")
    let claims = try await ledger.claim(["a", "b"], in: "events", owner: "me", for: 60)
    server.kill()
    // The call waits for the server to come back.
    async let again = ledger.register([file], in: "events")
    try await server.start()
    #expect(try await again == [Registration(isNew: false, state: .pending)])
    guard case .claimed(let claim) = claims[0] else { return #expect(Bool(false), "nothing was claimed") }
    #expect(try await ledger.finish([claim], output: "done") == [])
    #expect(try await ledger.counts(of: "events")[.pending].files == 1)
  }

  @Test func connectionsThatAreCutNeitherLoseNorRepeat() async throws {
    let server = try await RedisServer()
    let clock = ManualClock()
    var ledgers: [RedisLedger] = []
    for _ in 0..<3 { ledgers.append(try await server.ledger("cut", clock: clock)) }
    let cutter = Task {
      while !Task.isCancelled {
        try server.run("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        try await Task.sleep(for: .milliseconds(2))
      }
    }
    defer { cutter.cancel() }
    try await LedgerConformance.race(ledgers, workers: 6, files: 400, clock: clock)
    cutter.cancel()
    // It holds the server, which ends with its last holder.
    _ = await cutter.result
  }

  @Test func scriptsThatTheServerHasForgottenAreSentAgain() async throws {
    let server = try await RedisServer()
    let ledger = try await server.ledger()
    _ = try await ledger.register([file], in: "events")
    try server.run("SCRIPT", "FLUSH")
    #expect(try await ledger.register([file], in: "events") == [Registration(isNew: false, state: .pending)])
  }

  @Test func timeIsTheServers() async throws {
    let server = try await RedisServer()
    let ledger = try await server.ledger()
    let before = Date(timeIntervalSinceNow: -1)
    let outcomes = try await ledger.claim(["a"], in: "events", owner: "me", for: 60)
    guard case .claimed(let claim) = outcomes[0] else { return #expect(Bool(false), "nothing was claimed") }
    #expect((before...Date(timeIntervalSinceNow: 1)).contains(claim.expiresAt.addingTimeInterval(-60)))
  }

  @Test func claimsAreTwoCollections() async throws {
    let server = try await RedisServer()
    let ledger = try await server.ledger("loads")
    let outcomes = try await ledger.claim(["a", "b"], in: "files", owner: "me", for: 60)
    guard case .claimed(let claim) = outcomes[0] else { return #expect(Bool(false), "nothing was claimed") }
    #expect(try await ledger.finish([claim], output: "s3://bucket/a") == [])
    #expect(try server.run("ZRANGE", "{loads}:files:processing", "0", "-1") == "b")
    #expect(try server.run("HKEYS", "{loads}:files:processed") == "a")
  }

  @Test func aPasswordIsNeededAndNeverShown() async throws {
    let server = try await RedisServer(["--requirepass", "s3cret"])
    let missing = await #expect(throws: LedgerError.self) { try await server.ledger() }
    #expect(missing?.message.contains("password") == true)
    let wrong = await #expect(throws: LedgerError.self) {
      try await RedisLedger.open(at: server.address(credentials: ":wr0ng@"))
    }
    #expect(wrong?.code == .unavailable && wrong?.message.contains("wr0ng") == false)
    let address = server.address(credentials: "default:s3cret@")
    #expect(try await RedisLedger.open(at: address).pipelines() == [])
  }

  @Test func aServerThatIsNotThereIsReported() async throws {
    let port = try freePort()
    var options = RedisOptions()
    options.patience = 0.2
    let error = await #expect(throws: LedgerError.self) {
      try await RedisLedger.open(at: Address(scheme: .redis, path: "127.0.0.1:\(port)"), options: options)
    }
    #expect(error?.code == .unavailable && error?.message.contains("127.0.0.1:\(port)") == true)
  }

  @Test func settingsThatRiskTheLedgerAreWarnedOf() async throws {
    let server = try await RedisServer(["--maxmemory", "50mb", "--maxmemory-policy", "allkeys-lru"])
    let warnings = await (try await server.ledger()).durabilityWarnings()
    #expect(warnings.count == 2 && warnings[0].contains("appendonly") && warnings[1].contains("noeviction"))
    let safe = try await RedisServer(["--appendonly", "yes", "--appendfsync", "always"])
    #expect(await (try await safe.ledger()).durabilityWarnings() == [])
  }

  @Test func memoryThatIsFullIsReportedAndNothingIsChanged() async throws {
    let server = try await RedisServer()
    let ledger = try await server.ledger()
    try server.run("CONFIG", "SET", "maxmemory", "1")
    let error = await #expect(throws: LedgerError.self) { try await ledger.register([file], in: "events") }
    #expect(error?.code == .diskFull)
    try server.run("CONFIG", "SET", "maxmemory", "0")
    #expect(try await ledger.counts(of: "events") == StateCounts())
    #expect(try await ledger.register([file], in: "events").map(\.isNew) == [true])
  }

  @Test func aNewerLedgerIsRefused() async throws {
    let server = try await RedisServer()
    try server.run("SET", "{new}/format", "99")
    let error = await #expect(throws: LedgerError.self) { try await server.ledger("new") }
    #expect(error?.code == .newerVersion)
  }

  @Test func pipelinesWithColonsInTheirNamesAreSeparate() async throws {
    let server = try await RedisServer()
    let ledger = try await server.ledger()
    _ = try await ledger.register([file], in: "a")
    #expect(try await ledger.counts(of: "a:").isIdle)
    _ = try await ledger.register([file], in: "a:pending")
    #expect(try await ledger.pendingPartitions(of: "a").map(\.count) == [1])
    #expect(try await ledger.pipelines() == ["a", "a:pending"])
  }
}
