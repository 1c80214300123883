internal import Foundation
internal import Hummingbird
internal import Millrace
internal import NIOCore

/// What `/health` answers: `{"status":"healthy","last_poll":"2026-11-21T05:06:07.089Z","messages_processed":42}`.
struct HealthReport {
  let isHealthy: Bool
  let text: String

  init(_ status: RunStatus) {
    isHealthy = !status.isPollingStalled
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    let lastPoll = status.lastPoll.map { "\"\($0.formatted(style))\"" } ?? "null"
    let word = isHealthy ? "healthy" : "unhealthy"
    text = #"{"status":"\#(word)","last_poll":\#(lastPoll),"messages_processed":\#(status.messagesProcessed)}"#
  }

  var response: Response { Response(json: text, isFine: isHealthy) }
}

/// What `/ready` answers: whether the source has answered and the run is not ending.
struct ReadyReport {
  let isReady: Bool

  init(_ status: RunStatus) {
    isReady = status.lastPoll != nil && !status.isStopping
  }

  var response: Response { Response(json: #"{"ready":\#(isReady)}"#, isFine: isReady) }
}

extension Response {
  init(json: String, isFine: Bool) {
    self.init(
      status: isFine ? .ok : .serviceUnavailable, headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(string: json + "\n")))
  }
}
