import MillraceJSON

/// Messages of every wrapping.
enum S3EventSamples {
  static func record(
    _ key: String, name: String = "ObjectCreated:Put", bucket: String = "inbox", size: Int64? = 8,
    etag: String? = "e1", sequencer: String? = nil, source: String = "aws:s3"
  ) -> JSONValue {
    var object = JSONObject([("key", .string(key))])
    if let size { object.append("size", .number(size)) }
    if let etag { object.append("eTag", .string(etag)) }
    if let sequencer { object.append("sequencer", .string(sequencer)) }
    return [
      "eventVersion": "2.1", "eventSource": .string(source), "eventName": .string(name),
      "s3": ["bucket": ["name": .string(bucket)], "object": .object(object)],
    ]
  }

  static func notification(_ records: JSONValue...) -> JSONValue { ["Records": .array(records)] }

  static func sns(_ value: JSONValue) -> JSONValue {
    [
      "Type": "Notification", "MessageId": "m", "TopicArn": "arn:aws:sns:eu-central-1:1:t",
      "Message": .string(String(decoding: value.bytes, as: UTF8.self)),
    ]
  }

  static func eventBridge(
    _ key: String, type: String = "Object Created", bucket: String = "inbox", size: Int64 = 8, etag: String = "e1",
    sequencer: String = "1"
  ) -> JSONValue {
    [
      "version": "0", "source": "aws.s3", "detail-type": .string(type),
      "detail": [
        "bucket": ["name": .string(bucket)],
        "object": [
          "key": .string(key), "size": .number(size), "etag": .string(etag), "sequencer": .string(sequencer),
        ],
      ],
    ]
  }

  static let test: JSONValue = ["Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "inbox"]
}
