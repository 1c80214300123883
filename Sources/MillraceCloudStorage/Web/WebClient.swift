internal import MillraceAWS
internal import NIOCore
internal import NIOHTTP1

/// Reads from web servers over the connections of the AWS transport: with its timeouts and retries, and redirects.
struct WebClient: Sendable {
  static let userAgent = "millrace"
  private static let redirects: Set<Int> = [301, 302, 303, 307, 308]
  private static let longestChain = 10

  private let transport: HTTPTransport
  private let clock: AWSClock
  private let attempts: Int
  private let timeouts: AWSTimeouts

  init(runtime: AWSRuntime) {
    transport = runtime.transport
    clock = runtime.clock
    attempts = runtime.configuration.maximumAttempts
    timeouts = runtime.configuration.timeouts
  }

  /// The answer, with any status. What may pass is tried again, after pauses.
  ///
  /// - Parameter method: one that may be repeated.
  /// - Throws: `TransportError` where none came.
  func send(
    _ method: HTTPMethod, _ url: WebURL, headers: [(String, String)] = [], maximumBody: Int
  ) async throws(TransportError) -> WebAnswer {
    var url = url
    for _ in 0..<WebClient.longestChain {
      let answer = try await attempt(method, url, headers: headers, maximumBody: maximumBody)
      guard WebClient.redirects.contains(answer.status), let location = answer.headers.first(name: "location"),
        let next = url.following(location: location)
      else { return answer }
      url = next
    }
    return try await attempt(method, url, headers: headers, maximumBody: maximumBody)
  }

  private func attempt(
    _ method: HTTPMethod, _ url: WebURL, headers: [(String, String)], maximumBody: Int
  ) async throws(TransportError) -> WebAnswer {
    var attempt = 1
    while true {
      let wait: TimeAmount
      do throws(TransportError) {
        let response = try await transport.exchange(
          request(method, url, headers: headers, timeouts: timeouts), maximumBody: maximumBody)
        let answer = WebAnswer(url: url, status: response.status, headers: response.headers, body: response.body)
        guard WebClient.mayPass(response.status), attempt < attempts else { return answer }
        wait = delay(after: attempt, response.headers)
      } catch {
        guard error.isRetryable, attempt < attempts else { throw error }
        wait = delay(after: attempt, [:])
      }
      try await pause(wait)
      attempt += 1
    }
  }

  private func request(
    _ method: HTTPMethod, _ url: WebURL, headers: [(String, String)], timeouts: AWSTimeouts
  ) -> TransportRequest {
    var all = HTTPHeaders(headers)
    all.replaceOrAdd(name: "host", value: url.endpoint.authority)
    all.replaceOrAdd(name: "user-agent", value: WebClient.userAgent)
    if let authorization = url.authorization { all.replaceOrAdd(name: "authorization", value: authorization) }
    return TransportRequest(method, url.endpoint, target: url.target, headers: all, timeouts: timeouts)
  }

  private static func mayPass(_ status: Int) -> Bool {
    switch status {
    case 408, 425, 429, 500, 502, 503, 504: true
    default: false
    }
  }

  private func delay(after attempt: Int, _ headers: HTTPHeaders) -> TimeAmount {
    let asked = headers.first(name: "retry-after").flatMap { Int64($0) }.map {
      TimeAmount.seconds(min(max(0, $0), 3_600))
    }
    return RetryBackoff.delay(
      afterAttempt: attempt, isThrottling: asked != nil, random: clock.random(), retryAfter: asked)
  }

  private func pause(_ time: TimeAmount) async throws(TransportError) {
    do {
      try await clock.sleep(time)
    } catch {
      throw TransportError(.cancelled, "The call was cancelled.")
    }
  }
}
