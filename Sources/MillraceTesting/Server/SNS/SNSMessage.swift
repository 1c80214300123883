internal import MillraceJSON

/// What is published to a topic, checked.
struct SNSMessage: Sendable {
  /// Bytes of a message, or of a batch together, attributes included.
  static let largest = 262_144

  var body: [UInt8]
  var subject: String?
  var attributes: [SQSMessageAttribute]
  var groupID: String?
  var deduplicationID: String?

  var size: Int { attributes.reduce(body.count) { $0 + $1.size } }

  /// - Parameters:
  ///   - value: what the form says of a name, without the prefix of a batch's entry.
  ///   - attributes: the entries of `MessageAttributes`.
  init(_ value: (String) -> String?, attributes entries: [[String: String]], isFIFO: Bool) throws(ServiceError) {
    guard let text = value("Message"), !text.isEmpty else { throw SNSError.invalid("Empty message") }
    body = Array(text.utf8)
    subject = value("Subject")
    if let subject, !(1...100 ~= subject.count) { throw SNSError.invalid("Subject") }
    attributes = []
    for entry in entries { attributes.append(try Self.attribute(entry)) }
    groupID = value("MessageGroupId")
    deduplicationID = value("MessageDeduplicationId")
    if isFIFO, groupID == nil {
      throw SNSError.invalid("The MessageGroupId parameter is required for FIFO topics")
    }
    if size > Self.largest { throw SNSError.invalid("Message too long") }
  }

  private static func attribute(_ entry: [String: String]) throws(ServiceError) -> SQSMessageAttribute {
    guard let name = entry["Name"], let dataType = entry["Value.DataType"] else {
      throw ServiceError("ParameterValueInvalid", "A message attribute has no name or no DataType.")
    }
    let isBinary = dataType.hasPrefix("Binary")
    let key = isBinary ? "BinaryValue" : "StringValue"
    guard let text = entry["Value." + key], !text.isEmpty else {
      throw ServiceError("ParameterValueInvalid", "The message attribute '\(name)' must contain a non-empty value.")
    }
    let base = dataType.split(separator: ".").first.map(String.init) ?? ""
    guard ["String", "Number", "Binary"].contains(base) else {
      throw ServiceError(
        "ParameterValueInvalid", "The message attribute '\(name)' has an invalid message attribute type.")
    }
    guard let value = isBinary ? Base64.decode(text) : Array(text.utf8) else {
      throw ServiceError("ParameterValueInvalid", "The message attribute '\(name)' is not base64.")
    }
    return SQSMessageAttribute(name: name, dataType: dataType, value: value)
  }

  /// The message for a queue: as it is, or in the envelope that SNS puts around it.
  func draft(raw: Bool, topic: String, subscription: String, id: String, now: Int64) -> SQSDraft {
    var draft = SQSDraft(body: raw ? body : envelope(topic: topic, subscription: subscription, id: id, now: now).bytes)
    (draft.groupID, draft.deduplicationID) = (groupID, deduplicationID)
    if raw {
      draft.attributes = Array(attributes.prefix(SQSDraft.mostAttributes))
      draft.attributesMD5 = SQSMessageAttribute.md5(of: draft.attributes)
    }
    return draft
  }

  private func envelope(topic: String, subscription: String, id: String, now: Int64) -> JSONValue {
    var object = JSONObject([
      ("Type", "Notification"), ("MessageId", .string(id)), ("TopicArn", .string(topic)),
    ])
    if let subject { object.append("Subject", .string(subject)) }
    object.append("Message", .string(String(decoding: body, as: UTF8.self)))
    object.append("Timestamp", .string(CalendarTime(milliseconds: now).extended))
    object.append("SignatureVersion", "1")
    object.append("Signature", "EXAMPLE")
    object.append("SigningCertURL", "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0000.pem")
    object.append(
      "UnsubscribeURL",
      .string("https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=\(subscription)"))
    if !attributes.isEmpty {
      let values = attributes.map { attribute -> (String, JSONValue) in
        let text =
          attribute.isBinary ? Base64.encode(attribute.value) : String(decoding: attribute.value, as: UTF8.self)
        return (attribute.name, ["Type": .string(attribute.dataType), "Value": .string(text)])
      }
      object.append("MessageAttributes", .object(JSONObject(values)))
    }
    return .object(object)
  }
}

/// The errors of SNS that occur in several places.
enum SNSError {
  static let noTopic = ServiceError("NotFound", "Topic does not exist", 404)
  static let noSubscription = ServiceError("NotFound", "Subscription does not exist", 404)

  static func invalid(_ reason: String) -> ServiceError {
    ServiceError("InvalidParameter", "Invalid parameter: \(reason)")
  }
}
