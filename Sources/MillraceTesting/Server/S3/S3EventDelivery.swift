internal import MillraceJSON

/// Puts what happens in buckets into queues and topics, in S3's own form or in EventBridge's.
final class S3EventDelivery: Sendable {
  /// Queue that gets EventBridge's events: there are no rules here, so there is one for every bucket that switches them on.
  static let eventBridgeQueue = "millrace-eventbridge"

  private let region: String
  private let account: String
  private let queues: SQSService
  private let topics: SNSService
  private let clock: ServerClock

  init(region: String, account: String, queues: SQSService, topics: SNSService, clock: ServerClock) {
    (self.region, self.account, self.queues, self.topics, self.clock) = (region, account, queues, topics, clock)
  }

  func deliver(_ event: S3Event, to notifications: NotificationConfiguration) {
    for target in notifications.targets where target.wants("s3:" + event.name, key: event.key) {
      let document: JSONValue = ["Records": [record(event, configuration: target.id)]]
      send(document, to: target)
    }
    guard notifications.sendsToEventBridge else { return }
    queues.deliver(SQSDraft(body: eventBridge(event).bytes), to: queues.arn(Self.eventBridgeQueue))
  }

  /// Whether a queue or topic exists: S3 refuses a configuration otherwise.
  func exists(_ target: NotificationConfiguration.Target) -> Bool {
    switch target.kind {
    case .queue: queues.exists(target.arn)
    case .topic: (try? topics.topic(target.arn)) != nil
    }
  }

  /// What S3 sends when notifications are switched on.
  func sendTest(_ bucket: String, to target: NotificationConfiguration.Target) {
    let document: JSONValue = [
      "Service": "Amazon S3", "Event": "s3:TestEvent", "Time": .string(CalendarTime(milliseconds: clock.now).extended),
      "Bucket": .string(bucket), "RequestId": "5582815E1AEA5ADF", "HostId": "millrace-test-server",
    ]
    send(document, to: target)
  }

  private func send(_ document: JSONValue, to target: NotificationConfiguration.Target) {
    switch target.kind {
    case .queue: queues.deliver(SQSDraft(body: document.bytes), to: target.arn)
    case .topic:
      let values: [String: String] = [
        "Message": String(decoding: document.bytes, as: UTF8.self), "Subject": "Amazon S3 Notification",
      ]
      guard let topic = try? topics.topic(target.arn),
        let message = try? SNSMessage({ values[$0] }, attributes: [], isFIFO: false)
      else { return }
      topics.deliver(message, to: topic)
    }
  }

  private func record(_ event: S3Event, configuration: String) -> JSONValue {
    var object = JSONObject([("key", .string(PercentCoding.formEncoded(event.key.bytes)))])
    if let size = event.size { object.append("size", .number(size)) }
    if let etag = event.etag { object.append("eTag", .string(etag)) }
    object.append("sequencer", .string(event.sequencer))
    return [
      "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": .string(region),
      "eventTime": .string(CalendarTime(milliseconds: event.time).extended), "eventName": .string(event.name),
      "userIdentity": ["principalId": "AWS:AIDAMILLRACETESTSERVER"],
      "requestParameters": ["sourceIPAddress": "127.0.0.1"],
      "responseElements": ["x-amz-request-id": "0000000000000000", "x-amz-id-2": "millrace-test-server"],
      "s3": [
        "s3SchemaVersion": "1.0", "configurationId": .string(configuration),
        "bucket": [
          "name": .string(event.bucket), "ownerIdentity": ["principalId": "A3NL1KOZZKExample"],
          "arn": .string("arn:aws:s3:::" + event.bucket),
        ],
        "object": .object(object),
      ],
    ]
  }

  private func eventBridge(_ event: S3Event) -> JSONValue {
    var object = JSONObject([("key", .string(event.key.text))])
    if let size = event.size { object.append("size", .number(size)) }
    if let etag = event.etag { object.append("etag", .string(etag)) }
    object.append("sequencer", .string(event.sequencer))
    let isCreation = event.name.hasPrefix("ObjectCreated")
    var detail = JSONObject([
      ("version", "0"), ("bucket", ["name": .string(event.bucket)]), ("object", .object(object)),
      ("request-id", "0000000000000000"), ("requester", .string(account)), ("source-ip-address", "127.0.0.1"),
      ("reason", .string(reason(event))),
    ])
    if !isCreation { detail.append("deletion-type", "Permanently Deleted") }
    return [
      "version": "0", "id": .string(event.sequencer),
      "detail-type": .string(isCreation ? "Object Created" : "Object Deleted"), "source": "aws.s3",
      "account": .string(account), "time": .string(CalendarTime(milliseconds: event.time).extendedSeconds),
      "region": .string(region), "resources": [.string("arn:aws:s3:::" + event.bucket)], "detail": .object(detail),
    ]
  }

  private func reason(_ event: S3Event) -> String {
    switch event.name {
    case "ObjectCreated:Put": "PutObject"
    case "ObjectCreated:Copy": "CopyObject"
    case "ObjectCreated:CompleteMultipartUpload": "CompleteMultipartUpload"
    default: "DeleteObject"
    }
  }
}
