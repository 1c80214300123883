internal import Foundation
internal import MillraceJSON
internal import MillraceStorage

/// Reads what Lambda calls a function with. What is wrapped in messages is left to those who work on them.
struct LambdaEventReader {
  /// The id of the call, from which messages without ids of their own get theirs.
  private let invocation: String
  private let now: Date

  private init(invocation: String, now: Date) {
    self.invocation = invocation
    self.now = now
  }

  /// - Parameters:
  ///   - bytes: the event.
  ///   - invocation: the id of the call.
  /// - Throws: ``LambdaFailure`` where no pipeline can do anything with it.
  static func read(
    _ bytes: [UInt8], invocation: String, now: Date = Date()
  ) throws(LambdaFailure) -> LambdaEvent {
    let reader = LambdaEventReader(invocation: invocation, now: now)
    if bytes.allSatisfy({ $0 == 0x20 || (0x9...0xD).contains($0) }) {
      return LambdaEvent(kind: .schedule, messages: [])
    }
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw LambdaFailure(.event, "The event is not JSON: \(error)")
    }
    return try reader.read(value)
  }

  private func read(_ value: JSONValue) throws(LambdaFailure) -> LambdaEvent {
    if Self.isEmpty(value) { return LambdaEvent(kind: .schedule, messages: []) }
    // A pipe of EventBridge hands over the records without anything around them.
    if let records = value.elements ?? value["Records"]?.elements { return try read(records) }
    if value["detail-type"] != nil { return eventBridge(value) }
    if let tasks = value["tasks"]?.elements, let version = value["invocationSchemaVersion"]?.text {
      return try batch(value, tasks, version)
    }
    throw LambdaEventRefusal.failure(of: value)
  }

  private static func isEmpty(_ value: JSONValue) -> Bool {
    switch value {
    case .null: true
    case .string(let text): text.isEmpty
    case .array(let elements): elements.isEmpty
    case .object(let object):
      object.members.isEmpty || (object.members.count == 1 && object["Records"]?.elements?.isEmpty == true)
    default: false
    }
  }

  private func read(_ records: [JSONValue]) throws(LambdaFailure) -> LambdaEvent {
    let kinds = records.map(Self.kind)
    guard let kind = kinds[0] else { throw LambdaEventRefusal.failure(of: records[0]) }
    guard kinds.allSatisfy({ $0 == kind }) else {
      throw LambdaFailure(.event, "The event's records are of different kinds, which Lambda does not send.")
    }
    var messages: [ReceivedMessage] = []
    for (index, record) in records.enumerated() {
      switch kind {
      case .sqs: messages.append(try SQSRecord(record, index: index).message(receivedAt: now))
      case .sns: messages.append(notification(record, index))
      default: messages.append(message(.object(JSONObject([("Records", .array([record]))])), index: index))
      }
    }
    return LambdaEvent(kind: kind, messages: messages)
  }

  private static func kind(_ record: JSONValue) -> LambdaEvent.Kind? {
    if record["Sns"] != nil { return .sns }
    if record["s3"] != nil { return .s3 }
    return record["messageId"] != nil && record["body"] != nil ? .sqs : nil
  }

  /// The notification as it would stand in a queue that is subscribed without raw delivery.
  private func notification(_ record: JSONValue, _ index: Int) -> ReceivedMessage {
    let envelope = record["Sns"] ?? .null
    return message(
      envelope, index: index, id: envelope["MessageId"]?.text, sentAt: envelope["Timestamp"]?.text)
  }

  private func eventBridge(_ event: JSONValue) -> LambdaEvent {
    if event["detail-type"]?.text == "Scheduled Event" { return LambdaEvent(kind: .schedule, messages: []) }
    return LambdaEvent(
      kind: .eventBridge,
      messages: [message(event, index: 0, id: event["id"]?.text, sentAt: event["time"]?.text)])
  }

  /// The tasks as the notifications that their objects would have had.
  private func batch(
    _ event: JSONValue, _ tasks: [JSONValue], _ version: String
  ) throws(LambdaFailure) -> LambdaEvent {
    var job = S3BatchJob(schemaVersion: version, invocationID: event["invocationId"]?.text ?? "", tasks: [])
    var messages: [ReceivedMessage] = []
    for (index, task) in tasks.enumerated() {
      // Version 1.0 has the bucket's ARN, 2.0 its name.
      let bucket =
        task["s3Bucket"]?.text ?? task["s3BucketArn"]?.text.flatMap { $0.split(separator: ":").last.map(String.init) }
      guard let id = task["taskId"]?.text, let key = task["s3Key"]?.text, let bucket else {
        throw LambdaFailure(.event, "Task \(index + 1) of S3 Batch Operations does not name a bucket and a key.")
      }
      job.tasks.append(id)
      var object = JSONObject([("key", .string(key))])
      if let version = task["s3VersionId"]?.text { object.append("versionId", .string(version)) }
      let record: JSONValue = [
        "eventName": "ObjectCreated:Batch", "s3": ["bucket": ["name": .string(bucket)], "object": .object(object)],
      ]
      messages.append(message(["Records": [record]], index: index))
    }
    return LambdaEvent(kind: .s3Batch(job), messages: messages)
  }

  private func message(
    _ body: JSONValue, index: Int, id: String? = nil, sentAt: String? = nil
  ) -> ReceivedMessage {
    let sent = sentAt.flatMap(Self.date) ?? now
    let own = "\(invocation)-\(index)"
    return ReceivedMessage(
      id: id ?? own, receiptHandle: own, body: body.bytes,
      systemAttributes: ["SentTimestamp": "\(Int64(sent.timeIntervalSince1970 * 1000))"], receivedAt: now)
  }

  private static func date(_ text: String) -> Date? {
    (try? Date(text, strategy: .iso8601))
      ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
  }
}
