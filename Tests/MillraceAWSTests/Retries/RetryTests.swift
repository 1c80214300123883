import MillraceAWS
import NIOCore
import NIOHTTP1
import Testing

@Suite("Retries") struct RetryTests {
  private static let get = AWSRequest(.GET, bucket: "bucket", path: "/key")

  /// Sends one request to a server with a script.
  private func send(
    _ request: AWSRequest = get, clock: TestClock = TestClock(), random: Double = 0.5,
    change: (inout AWSConfiguration) -> Void = { _ in }, _ script: @escaping ScriptedServer.Script
  ) async throws -> (result: Result<AWSResponse, AWSError>, requests: [RecordedRequest]) {
    try await ScriptedServer.run(script) { server in
      try await AWSRuntime.run(server.endpoint, clock: clock.clock(random: random), change: change) { runtime in
        let client = AWSServiceClient(service: .s3, runtime: runtime)
        do throws(AWSError) {
          return (.success(try await client.send(request, operation: "GetObject")), server.requests)
        } catch {
          return (.failure(error), server.requests)
        }
      }
    }
  }

  @Test("failures of the service are retried, with growing pauses", arguments: [500, 502, 503, 504])
  func transient(_ status: Int) async throws {
    let clock = TestClock()
    let (result, requests) = try await send(clock: clock, random: 0.5) { _, index in
      index < 2 ? .status(status) : .status(200, "done")
    }
    #expect(try String(buffer: result.get().body) == "done")
    #expect(requests.count == 3)
    #expect(clock.sleeps == [.milliseconds(50), .milliseconds(100)])
    #expect(Set(requests.map { $0.headers.first(name: "authorization") }).count == 1)
  }

  @Test("connections that end are retried") func connectionLost() async throws {
    for behaviour in [ScriptedAnswer.Behaviour.close, .cutShort] {
      let (result, requests) = try await send { _, index in
        index == 0 ? ScriptedAnswer(behaviour: behaviour, body: "0123456789") : .status(200, "0123456789")
      }
      #expect(try result.get().body.readableBytes == 10)
      #expect(requests.count == 2)
    }
  }

  @Test("nobody there") func refused() async throws {
    let clock = TestClock()
    try await AWSRuntime.run("http://127.0.0.1:1", clock: clock.clock()) { runtime in
      let error = await #expect(throws: AWSError.self) {
        try await AWSServiceClient(service: .sqs, runtime: runtime).send(AWSRequest(.POST), operation: "SendMessage")
      }
      #expect(error?.kind == .transport && error?.attempts == 3)
      #expect(error?.message.contains("SQS SendMessage") == true)
      #expect(clock.sleeps.count == 2)
    }
  }

  @Test("errors of the request are not retried, and say all") func permanent() async throws {
    let (result, requests) = try await send { _, _ in .s3(404, "NoSuchKey", headers: ["x-amz-id-2": "H2"]) }
    #expect(requests.count == 1)
    guard case .failure(let error) = result else {
      Issue.record("it succeeded")
      return
    }
    #expect(error.code == "NoSuchKey" && error.status == 404 && error.requestID == "R1")
    #expect(error.message == "S3 GetObject: NoSuchKey: no (HTTP 404, request id R1, id 2 H2)")
  }

  @Test("throttling backs off further, and Retry-After is obeyed") func throttling() async throws {
    let clock = TestClock()
    let (result, requests) = try await send(clock: clock) { _, index in
      switch index {
      case 0: .s3(503, "SlowDown")
      case 1: .s3(503, "SlowDown", headers: ["retry-after": "7"])
      default: .ok
      }
    }
    #expect(try result.get().status == 200)
    #expect(requests.count == 3)
    #expect(clock.sleeps == [.milliseconds(500), .seconds(7)])
  }

  @Test("attempts end") func attempts() async throws {
    let (result, requests) = try await send(change: { $0.maximumAttempts = 5 }) { _, _ in .status(500) }
    #expect(requests.count == 5)
    guard case .failure(let error) = result else {
      Issue.record("it succeeded")
      return
    }
    #expect(error.attempts == 5 && error.isRetryable)
  }

  @Test("an error inside a 200 is retried") func errorInside() async throws {
    var request = AWSRequest(.POST, bucket: "bucket", path: "/key")
    request.mayFailWithStatus200 = true
    let (result, requests) = try await send(request) { _, index in
      index == 0 ? .status(200, "  \n<Error><Code>InternalError</Code></Error>") : .status(200, "<Done/>")
    }
    #expect(try String(buffer: result.get().body) == "<Done/>")
    #expect(requests.count == 2)
  }

  @Test("a wrong clock is corrected from the answer, once and for all requests") func skew() async throws {
    let clock = TestClock()
    clock.now = 1_440_938_160_000
    try await ScriptedServer.run { request, _ in
      request.headers.first(name: "x-amz-date") == "20150830T143600Z"
        ? .ok : .s3(403, "RequestTimeTooSkewed", headers: ["date": "Sun, 30 Aug 2015 14:36:00 GMT"])
    } _: { server in
      try await AWSRuntime.run(server.endpoint, clock: clock.clock()) { runtime in
        let client = AWSServiceClient(service: .s3, runtime: runtime)
        for _ in 0..<2 { _ = try await client.send(Self.get, operation: "GetObject") }
        #expect(server.requests.count == 3)
        #expect(clock.sleeps.isEmpty)
      }
    }
  }

  @Test("a bucket elsewhere is followed, and remembered") func region() async throws {
    try await ScriptedServer.run { request, _ in
      request.region == "us-west-2"
        ? .ok : .s3(400, "AuthorizationHeaderMalformed", headers: ["x-amz-bucket-region": "us-west-2"])
    } _: { server in
      try await AWSRuntime.run(server.endpoint, clock: TestClock().clock()) { runtime in
        let client = AWSServiceClient(service: .s3, runtime: runtime)
        for _ in 0..<2 { _ = try await client.send(Self.get, operation: "GetObject") }
        #expect(server.requests.map(\.region) == ["eu-central-1", "us-west-2", "us-west-2"])
      }
    }
  }

  @Test("HEAD has no error document: its headers lead to the region, and a wrong clock is seen") func head()
    async throws
  {
    let clock = TestClock()
    try await ScriptedServer.run { request, _ in
      if request.headers.first(name: "x-amz-date") != "20150830T143600Z" {
        return .status(403, headers: ["date": "Sun, 30 Aug 2015 14:36:00 GMT"])
      }
      return request.region == "us-west-2" ? .ok : .status(400, headers: ["x-amz-bucket-region": "us-west-2"])
    } _: { server in
      try await AWSRuntime.run(server.endpoint, clock: clock.clock()) { runtime in
        let client = AWSServiceClient(service: .s3, runtime: runtime)
        _ = try await client.send(AWSRequest(.HEAD, bucket: "bucket", path: "/key"), operation: "HeadObject")
        #expect(server.requests.map(\.region) == ["eu-central-1", "eu-central-1", "us-west-2"])
      }
    }
  }

  @Test("cancellation ends a call that waits") func cancellation() async throws {
    try await ScriptedServer.run { _, _ in
      ScriptedAnswer(behaviour: .silence)
    } _: { server in
      try await AWSRuntime.run(server.endpoint) { runtime in
        let client = AWSServiceClient(service: .s3, runtime: runtime)
        let error = await withTaskGroup(of: AWSError?.self) { group in
          group.addTask {
            do throws(AWSError) {
              _ = try await client.send(Self.get, operation: "GetObject")
              return nil
            } catch {
              return error
            }
          }
          while server.requests.isEmpty { await Task.yield() }
          group.cancelAll()
          return await group.next() ?? nil
        }
        #expect(error?.kind == .cancelled)
      }
    }
  }
}
