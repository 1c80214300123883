/// What a `send` came to; printed by `--json` as it stands.
struct SendFacts: Encodable {
  struct Refusal: Encodable {
    var origin: String
    var reason: String
  }

  var queue: String
  var sent: Int
  var bytes: Int64
  var refused: [Refusal]

  init(queue: String, _ tally: SendTally) {
    self.queue = queue
    sent = tally.sent
    bytes = tally.bytes
    refused = tally.refusals.map { Refusal(origin: $0.origin, reason: $0.reason) }
  }

  /// For a person.
  var text: String { "\(Quantity.counted(sent, "message")) sent to \(queue), \(Quantity.bytes(bytes))" }
}
