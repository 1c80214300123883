internal import MillraceJSON
internal import MillraceStorage

extension QueueAttributes {
  /// Reads attributes by SQS's names. What is missing or no number is as SQS has it by default.
  init(sqs attributes: [String: String]) {
    self.init()
    var rest = attributes
    func number(_ name: String) -> Int? { rest.removeValue(forKey: name).flatMap { Int($0) } }
    visibilityTimeout = number("VisibilityTimeout").map { .seconds($0) } ?? visibilityTimeout
    maximumMessageBytes = number("MaximumMessageSize") ?? maximumMessageBytes
    retention = number("MessageRetentionPeriod").map { .seconds($0) } ?? retention
    visible = number("ApproximateNumberOfMessages") ?? 0
    inFlight = number("ApproximateNumberOfMessagesNotVisible") ?? 0
    delayed = number("ApproximateNumberOfMessagesDelayed") ?? 0
    isFIFO = rest.removeValue(forKey: "FifoQueue") == "true"
    deduplicatesByContent = rest.removeValue(forKey: "ContentBasedDeduplication") == "true"
    redrive = rest["RedrivePolicy"].flatMap(RedrivePolicy.init(sqs:))
    if redrive != nil { rest.removeValue(forKey: "RedrivePolicy") }
    other = rest
  }
}

extension RedrivePolicy {
  /// Reads `{"deadLetterTargetArn": "…", "maxReceiveCount": 5}`, where the number may be a string.
  init?(sqs text: String) {
    guard let policy = try? JSONValue(parsing: text), let target = policy["deadLetterTargetArn"]?.text,
      let count = policy["maxReceiveCount"].flatMap({ $0.integer ?? $0.text.flatMap { Int64($0) } })
    else { return nil }
    self.init(deadLetterQueue: target, maximumReceiveCount: Int(count))
  }
}
