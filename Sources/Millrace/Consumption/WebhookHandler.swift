internal import MillraceStorage

/// Posts the body of each message to an endpoint.
///
/// An answer of 2xx means that the message is done. What may pass (no answer, 408, 425, 429, 5xx) is tried again while the message is
/// in hand; anything else fails at once. The header `Idempotency-Key` is the same for every repeat of a message.
struct WebhookHandler: MessageHandler {
  let settings: PipelineConfiguration.Sink.Webhook
  let endpoint: any WebEndpoint
  let patience: Patience
  /// The pauses between attempts.
  var backOff = BackOff(first: .seconds(1), longest: .seconds(30))

  /// What an answer means.
  enum Verdict: Equatable {
    case done
    /// Asking again may help.
    case passing
    case refused

    init(status: Int) {
      switch status {
      case 200..<300: self = .done
      case 408, 425, 429, 500...: self = .passing
      default: self = .refused
      }
    }
  }

  func handle(_ message: DeliveredMessage) async throws -> Int64 {
    let headers = headers(of: message)
    var failures = 0
    while true {
      let problem: String
      switch await post(message.body, headers) {
      case .success(let status):
        switch Verdict(status: status) {
        case .done: return Int64(message.body.count)
        case .refused: throw ProcessingError(.refused, "\(settings.url) answers \(status)")
        case .passing: problem = "\(settings.url) answers \(status)"
        }
      case .failure(let error): problem = "\(settings.url) cannot be reached: \(error)"
      }
      try Task.checkCancellation()
      failures += 1
      guard failures <= settings.retries else {
        throw ProcessingError(.refused, "\(problem), after \(EventText.counted(Int64(failures), "attempt"))")
      }
      try await patience.pause(backOff.delay(afterFailures: failures))
      if patience.isStopping() { throw CancellationError() }
    }
  }

  private func post(_ body: [UInt8], _ headers: [(String, String)]) async -> Result<Int, any Error> {
    do {
      return .success(try await endpoint.post(body, headers: headers, timeout: settings.timeout))
    } catch {
      return .failure(error)
    }
  }

  private func headers(of message: DeliveredMessage) -> [(String, String)] {
    let isJSON = [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(message.body.first { $0 > 0x20 } ?? 0)
    let own = [
      ("Content-Type", isJSON ? "application/json" : "text/plain; charset=utf-8"), ("Idempotency-Key", message.name),
    ]
    let given = settings.headers.map { ($0.name, $0.value) }
    let names = Set(given.map { $0.0.lowercased() })
    return own.filter { !names.contains($0.0.lowercased()) } + given
  }

  func close() async {}
}
