import Foundation
import MillraceStorage
import MillraceTesting
import Synchronization
import Testing

@testable import Millrace

@Suite(.timeLimit(.minutes(5))) struct WebhookTests {
  private func handler(_ endpoint: ScriptedEndpoint, retries: Int = 2, headers: [String: String] = [:])
    -> WebhookHandler
  {
    var settings = PipelineConfiguration.Sink.Webhook(url: endpoint.location)
    settings.retries = retries
    settings.headers = headers.map { .init(name: $0.key, value: $0.value) }
    let patience = Patience(RetryPolicy(maximumAttempts: 1, firstDelay: 0, maximumDelay: 0), events: RecordedEvents()) {
      false
    }
    var handler = WebhookHandler(settings: settings, endpoint: endpoint, patience: patience)
    handler.backOff = BackOff(first: .milliseconds(1), longest: .milliseconds(2))
    return handler
  }

  private func message(_ body: String, identity: String? = "i-1") -> DeliveredMessage {
    DeliveredMessage(
      ReceivedMessage(
        id: "m-1", receiptHandle: "r", body: Array(body.utf8),
        attributes: identity.map { ["millrace-id": .string($0)] } ?? [:], receivedAt: Date()))
  }

  @Test(arguments: [200, 201, 204, 299]) func anyAnswerOf2xxIsSuccess(status: Int) async throws {
    let endpoint = ScriptedEndpoint([status])
    #expect(try await handler(endpoint).handle(message("{\"a\":1}")) == 7)
    #expect(endpoint.requests.count == 1)
    #expect(endpoint.requests.first?.headers["Idempotency-Key"] == "i-1")
    #expect(endpoint.requests.first?.headers["Content-Type"] == "application/json")
  }

  @Test(arguments: [408, 425, 429, 500, 502, 503, nil] as [Int?]) func whatMayPassIsTriedAgain(status: Int?)
    async throws
  {
    let endpoint = ScriptedEndpoint([status, status, 200])
    _ = try await handler(endpoint).handle(message("text"))
    #expect(endpoint.requests.count == 3)
    #expect(endpoint.requests.allSatisfy { $0.headers["Content-Type"] == "text/plain; charset=utf-8" })
  }

  @Test(arguments: [301, 400, 401, 404, 409, 410, 422]) func anythingElseFailsAtOnce(status: Int) async throws {
    let endpoint = ScriptedEndpoint([status, 200])
    let error = await #expect(throws: ProcessingError.self) { try await handler(endpoint).handle(message("{}")) }
    #expect(error?.code == .refused && error?.message.contains("\(status)") == true)
    #expect(endpoint.requests.count == 1)
  }

  @Test func itGivesUpAfterItsRetries() async throws {
    let endpoint = ScriptedEndpoint([503, 503, 503, 200])
    let error = await #expect(throws: ProcessingError.self) { try await handler(endpoint).handle(message("{}")) }
    #expect(error?.message.contains("after 3 attempts") == true)
    #expect(endpoint.requests.count == 3)
  }

  @Test func headersOfTheFileComeInPlaceOfOurs() async throws {
    let endpoint = ScriptedEndpoint([200])
    let handler = handler(endpoint, headers: ["content-type": "application/cloudevents+json", "X-Key": "k"])
    _ = try await handler.handle(message("{}", identity: nil))
    #expect(
      endpoint.requests.first?.headers == [
        "content-type": "application/cloudevents+json", "X-Key": "k", "Idempotency-Key": "m-1",
      ])
  }
}

/// An endpoint that gives one answer after the other; nil: none.
final class ScriptedEndpoint: WebEndpoint {
  struct Request: Sendable {
    var body: [UInt8]
    var headers: [String: String]
  }

  let location = "http://example.invalid/hook"
  private let state: Mutex<(answers: [Int?], requests: [Request])>

  init(_ answers: [Int?]) { state = Mutex((answers, [])) }

  var requests: [Request] { state.withLock { $0.requests } }

  func post(_ body: [UInt8], headers: [(String, String)], timeout: Duration) async throws -> Int {
    let answer = state.withLock { state -> Int? in
      state.requests.append(Request(body: body, headers: Dictionary(headers) { first, _ in first }))
      return state.answers.isEmpty ? nil : state.answers.removeFirst()
    }
    guard let answer else { throw InjectedFault() }
    return answer
  }
}
