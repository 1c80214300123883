internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// Lambda's runtime API: hands out calls, and takes answers (AWS Lambda Developer Guide, “Using the Lambda runtime API for
/// custom runtimes”, version 2018-06-01).
package final class RuntimeAPI: Sendable {
  /// The largest event is 6 MiB.
  private static let largestEvent = 8 << 20
  /// How long an answer may take to be taken. A call for the next event waits for as long as there is none.
  private static let patience = TimeAmount.seconds(10)

  private let base: String
  private let group: MultiThreadedEventLoopGroup
  private let client: HTTPClient

  /// - Parameter address: host and port, as `AWS_LAMBDA_RUNTIME_API` has it.
  package init(address: String) {
    base = "http://\(address)/2018-06-01/runtime"
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    var settings = HTTPClient.Configuration()
    settings.timeout = HTTPClient.Configuration.Timeout(connect: .seconds(5), read: nil)
    settings.httpVersion = .http1Only
    settings.redirectConfiguration = .disallow
    settings.connectionPool.retryConnectionEstablishment = false
    // The sandbox sleeps between calls, for hours at times; the connection sleeps with it.
    settings.connectionPool.idleTimeout = .hours(24)
    settings.tracing.tracer = nil
    client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: settings)
  }

  /// The next call, as soon as there is one.
  ///
  /// - Throws: ``RuntimeAPIError``; `CancellationError` where the task was cancelled.
  package func next() async throws -> Invocation {
    var request = HTTPClientRequest(url: "\(base)/invocation/next")
    request.headers.add(name: "user-agent", value: "millrace")
    let (headers, body) = try await exchange(request, deadline: .distantFuture, expecting: 200)
    guard let id = headers.first(name: "lambda-runtime-aws-request-id") else {
      throw RuntimeAPIError("Lambda has handed out a call without the header Lambda-Runtime-Aws-Request-Id.")
    }
    return Invocation(id: id, deadline: Self.deadline(headers), event: Array(body.readableBytesView))
  }

  /// Answers a call.
  package func respond(to id: String, _ answer: InvocationAnswer) async throws {
    switch answer {
    case .response(let bytes): try await post("invocation/\(id)/response", bytes, "application/json")
    case .failure(let failure): try await report(failure, to: "invocation/\(id)/error")
    }
  }

  /// Says that the function cannot start. The process is to end with an exit code that is not 0.
  package func failStart(_ failure: LambdaFailure) async throws {
    try await report(failure, to: "init/error")
  }

  /// Closes the connection.
  package func close() async {
    try? await client.shutdown()
    try? await group.shutdownGracefully()
  }

  private func report(_ failure: LambdaFailure, to path: String) async throws {
    let errors = "application/vnd.aws.lambda.error+json"
    try await post(path, failure.document, errors, [("lambda-runtime-function-error-type", failure.type)])
  }

  private func post(
    _ path: String, _ body: [UInt8], _ type: String, _ headers: [(String, String)] = []
  ) async throws {
    var request = HTTPClientRequest(url: "\(base)/\(path)")
    request.method = .POST
    request.headers = HTTPHeaders(headers + [("content-type", type), ("user-agent", "millrace")])
    request.body = .bytes(ByteBuffer(bytes: body))
    _ = try await exchange(request, deadline: .now() + Self.patience, expecting: 202)
  }

  private func exchange(
    _ request: HTTPClientRequest, deadline: NIODeadline, expecting status: Int
  ) async throws -> (HTTPHeaders, ByteBuffer) {
    do {
      let response = try await client.execute(request, deadline: deadline)
      let body = try await response.body.collect(upTo: Self.largestEvent)
      guard response.status.code == status else {
        throw RuntimeAPIError(
          "Lambda's runtime API has answered \(request.url) with \(response.status.code): \(String(buffer: body))")
      }
      return (response.headers, body)
    } catch {
      try Task.checkCancellation()
      if error is RuntimeAPIError { throw error }
      throw RuntimeAPIError("Lambda's runtime API cannot be reached at \(request.url): \(error)", cause: error)
    }
  }

  /// Of wall clocks only the difference counts from here on. Without the header: the longest that Lambda allows.
  private static func deadline(_ headers: HTTPHeaders) -> ContinuousClock.Instant {
    guard let text = headers.first(name: "lambda-runtime-deadline-ms"), let milliseconds = Int64(text) else {
      return .now + .seconds(900)
    }
    return .now + .milliseconds(milliseconds - Int64(Date().timeIntervalSince1970 * 1000))
  }
}
