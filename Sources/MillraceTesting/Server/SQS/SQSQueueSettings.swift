internal import MillraceJSON

/// The attributes of a queue that its owner sets, checked when they are set.
struct SQSQueueSettings: Sendable, Equatable {
  private static let ranges: [(name: String, range: ClosedRange<Int>, initial: Int)] = [
    ("VisibilityTimeout", 0...43_200, 30), ("MaximumMessageSize", 1024...1_048_576, 1_048_576),
    ("MessageRetentionPeriod", 60...1_209_600, 345_600), ("DelaySeconds", 0...900, 0),
    ("ReceiveMessageWaitTimeSeconds", 0...20, 0),
  ]
  private static let texts: Set<String> = [
    "Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds",
    "SqsManagedSseEnabled",
  ]
  private static let fifoTexts: Set<String> = [
    "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit",
  ]

  let isFIFO: Bool
  private(set) var values: [String: String]
  /// Seconds.
  private(set) var visibilityTimeout = 30
  private(set) var maximumMessageSize = 1_048_576
  /// Seconds.
  private(set) var retention = 345_600
  /// Seconds.
  private(set) var delay = 0
  /// Seconds.
  private(set) var wait = 0
  private(set) var deadLetterQueue: String?
  private(set) var maximumReceives = Int.max

  init(isFIFO: Bool) {
    self.isFIFO = isFIFO
    values = Dictionary(uniqueKeysWithValues: Self.ranges.map { ($0.name, String($0.initial)) })
    values["SqsManagedSseEnabled"] = "true"
    if isFIFO {
      values["FifoQueue"] = "true"
      values["ContentBasedDeduplication"] = "false"
      values["DeduplicationScope"] = "queue"
      values["FifoThroughputLimit"] = "perQueue"
    }
  }

  var isContentDeduplicated: Bool { values["ContentBasedDeduplication"] == "true" }
  var deduplicatesByGroup: Bool { values["DeduplicationScope"] == "messageGroup" }

  /// - Throws: `InvalidAttributeName`, `InvalidAttributeValue`.
  mutating func set(_ name: String, _ value: String) throws(ServiceError) {
    if let limit = Self.ranges.first(where: { $0.name == name }) {
      guard let number = Int(value), limit.range ~= number else { throw Self.invalid(name) }
    } else if name == "FifoQueue" {
      guard isFIFO, value == "true" else { throw Self.invalid(name) }
    } else if !Self.texts.contains(name), !(isFIFO && Self.fifoTexts.contains(name)) {
      throw ServiceError("InvalidAttributeName", "Unknown Attribute \(name).")
    }
    if name == "RedrivePolicy" { try setRedrive(value) }
    values[name] = value.isEmpty ? nil : value
    visibilityTimeout = number("VisibilityTimeout")
    maximumMessageSize = number("MaximumMessageSize")
    retention = number("MessageRetentionPeriod")
    delay = number("DelaySeconds")
    wait = number("ReceiveMessageWaitTimeSeconds")
  }

  private func number(_ name: String) -> Int { values[name].flatMap { Int($0) } ?? 0 }

  private mutating func setRedrive(_ text: String) throws(ServiceError) {
    if text.isEmpty {
      (deadLetterQueue, maximumReceives) = (nil, .max)
      return
    }
    guard let policy = try? JSONValue(parsing: text), let arn = policy["deadLetterTargetArn"]?.text,
      let count = policy["maxReceiveCount"].flatMap({ $0.integer ?? $0.text.flatMap { Int64($0) } }), 1...1000 ~= count
    else { throw Self.invalid("RedrivePolicy") }
    deadLetterQueue = arn.split(separator: ":").last.map(String.init)
    maximumReceives = Int(count)
  }

  private static func invalid(_ name: String) -> ServiceError {
    ServiceError("InvalidAttributeValue", "Invalid value for the parameter \(name).")
  }
}
