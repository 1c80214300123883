import MillraceAWS
import NIOHTTP1
import Synchronization
import Testing

@Suite("Refreshing credentials") struct CachedCredentialsTests {
  /// Hands out numbered credentials that live for an hour, or fails.
  private final class Source: CredentialsProvider {
    let name = "source"
    private let state = Mutex<(calls: Int, fails: Bool)>((0, false))
    private let clock: TestClock

    init(clock: TestClock) { self.clock = clock }

    var calls: Int { state.withLock { $0.calls } }
    var fails: Bool {
      get { state.withLock { $0.fails } }
      set { state.withLock { $0.fails = newValue } }
    }

    func find(in runtime: AWSRuntime) async throws(AWSError) -> CredentialsSearch {
      let (call, fails) = state.withLock { state in
        state.calls += 1
        return (state.calls, state.fails)
      }
      for _ in 0..<50 { await Task.yield() }
      if fails { throw AWSError(.credentials, code: "Broken", "It is broken.", isRetryable: true) }
      let expiration = clock.now / 1_000 + 3_600
      return .found(
        AWSCredentials(
          accessKeyID: "K\(call)", secretAccessKey: "HIDDEN", sessionToken: "HIDDEN", expiration: expiration))
    }
  }

  private func run(_ body: (CachedCredentials, Source, TestClock, AWSRuntime) async throws -> Void) async throws {
    let clock = TestClock()
    let source = Source(clock: clock)
    let cached = CachedCredentials(source, clock: clock.clock())
    try await AWSRuntime.run("http://127.0.0.1:1", clock: clock.clock()) { runtime in
      try await body(cached, source, clock, runtime)
    }
  }

  @Test("many waiters, one request") func together() async throws {
    try await run { cached, source, _, runtime in
      try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<100 { group.addTask { try await cached.get(in: runtime).accessKeyID } }
        for try await key in group { #expect(key == "K1") }
      }
      #expect(source.calls == 1)
    }
  }

  @Test("new ones before the old ones expire") func refresh() async throws {
    try await run { cached, source, clock, runtime in
      _ = try await cached.get(in: runtime)
      clock.now += 3_200_000
      #expect(try await cached.get(in: runtime).accessKeyID == "K1")
      clock.now += 200_000
      #expect(try await cached.get(in: runtime).accessKeyID == "K2")
      #expect(source.calls == 2)
    }
  }

  @Test("a refresh that fails does not matter while the old ones are valid") func failedRefresh() async throws {
    try await run { cached, source, clock, runtime in
      _ = try await cached.get(in: runtime)
      source.fails = true
      clock.now += 3_580_000
      for _ in 0..<5 { #expect(try await cached.get(in: runtime).accessKeyID == "K1") }
      #expect(source.calls == 2)
      clock.now += 30_000
      let error = await #expect(throws: AWSError.self) { try await cached.get(in: runtime) }
      #expect(error?.code == "Broken")
      source.fails = false
      #expect(try await cached.get(in: runtime).accessKeyID == "K4")
    }
  }

  @Test("what the service calls expired is fetched anew, once for a call") func expired() async throws {
    let clock = TestClock()
    let source = Source(clock: clock)
    try await ScriptedServer.run { request, _ in
      request.accessKey == "K1" ? .s3(400, "ExpiredToken") : .ok
    } _: { server in
      try await AWSRuntime.run(server.endpoint, clock: clock.clock(), change: { $0.credentials = source }) { runtime in
        let client = AWSServiceClient(service: .s3, runtime: runtime)
        _ = try await client.send(AWSRequest(.GET, bucket: "b"), operation: "ListObjectsV2")
        #expect(server.requests.map(\.accessKey) == ["K1", "K2"])
        #expect(source.calls == 2)
      }
    }
  }

  @Test("no secret in a description") func description() {
    let credentials = AWSCredentials(accessKeyID: "ID", secretAccessKey: "HIDDEN", sessionToken: "HIDDEN")
    var dumped = ""
    dump(credentials, to: &dumped)
    for text in [
      "\(credentials)", String(reflecting: credentials), dumped, "\([credentials])",
      String(describing: Optional(credentials)),
    ] {
      #expect(!text.contains("HIDDEN"))
      #expect(text.contains("ID"))
    }
  }
}
