import MillraceJSON

/// Events as Lambda makes them.
enum SampleEvents {
  static func sqs(_ messages: [(id: String, body: JSONValue)], group: String? = nil) -> JSONValue {
    let records = messages.map { message -> JSONValue in
      var attributes = JSONObject([("ApproximateReceiveCount", "1"), ("SentTimestamp", "1795248000000")])
      if let group { attributes.append("MessageGroupId", .string(group)) }
      return [
        "messageId": .string(message.id), "receiptHandle": .string("handle-\(message.id)"),
        "body": .string(message.body.text ?? String(decoding: message.body.bytes, as: UTF8.self)),
        "attributes": .object(attributes), "messageAttributes": [:], "eventSource": "aws:sqs",
      ]
    }
    return ["Records": .array(records)]
  }

  static func s3(_ keys: String..., bucket: String = "uploads", size: Int? = nil) -> JSONValue {
    ["Records": .array(keys.map { record($0, bucket) })]
  }

  private static func record(_ key: String, _ bucket: String) -> JSONValue {
    [
      "eventVersion": "2.1", "eventSource": "aws:s3", "eventName": "ObjectCreated:Put",
      "s3": ["bucket": ["name": .string(bucket)], "object": ["key": .string(key)]],
    ]
  }

  static func sns(_ message: JSONValue, id: String = "notification-1") -> JSONValue {
    [
      "Records": [
        [
          "EventSource": "aws:sns",
          "Sns": [
            "Type": "Notification", "MessageId": .string(id), "TopicArn": "arn:aws:sns:eu-central-1:123456789012:t",
            "Message": .string(message.text ?? String(decoding: message.bytes, as: UTF8.self)),
            "Timestamp": "2026-11-21T08:00:00.000Z", "MessageAttributes": [:],
          ],
        ]
      ]
    ]
  }

  static func eventBridge(_ key: String, bucket: String = "uploads") -> JSONValue {
    [
      "version": "0", "id": "event-1", "detail-type": "Object Created", "source": "aws.s3",
      "time": "2026-11-21T08:00:00Z",
      "detail": ["bucket": ["name": .string(bucket)], "object": ["key": .string(key)]],
    ]
  }

  static let schedule: JSONValue = [
    "version": "0", "id": "event-2", "detail-type": "Scheduled Event", "source": "aws.events",
    "time": "2026-11-21T08:00:00Z", "detail": [:],
  ]

  static func s3Batch(_ keys: String...) -> JSONValue {
    [
      "invocationSchemaVersion": "1.0", "invocationId": "batch-1", "job": ["id": "job"],
      "tasks": .array(
        keys.enumerated().map {
          [
            "taskId": .string("task-\($0)"), "s3Key": .string($1), "s3VersionId": .null,
            "s3BucketArn": "arn:aws:s3:::uploads",
          ]
        }),
    ]
  }
}

/// The message ids that a partial batch response names.
func failedItems(_ answer: JSONValue) -> [String]? {
  answer["batchItemFailures"]?.elements?.compactMap { $0["itemIdentifier"]?.text }
}
