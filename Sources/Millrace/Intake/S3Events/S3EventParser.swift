internal import MillraceJSON

/// Reads events of S3 out of the bodies of messages: S3's own, those of stores that speak its protocol, and both of them
/// wrapped by SNS, EventBridge, Lambda or another queue, also several times over.
struct S3EventParser {
  /// Wrappings within wrappings; more than anyone uses.
  private static let deepest = 6

  private var message = S3EventMessage()

  static func parse(_ body: [UInt8]) -> S3EventMessage {
    var parser = S3EventParser()
    parser.read(body, place: "the message", depth: 0)
    return parser.message
  }

  private mutating func read(_ bytes: some Collection<UInt8>, place: String, depth: Int) {
    do {
      read(try JSONValue(parsing: bytes, maximumDepth: 64), place: place, depth: depth)
    } catch {
      message.problems.append("\(place) is not JSON (\(error))")
    }
  }

  private mutating func read(_ value: JSONValue, place: String, depth: Int) {
    guard depth <= Self.deepest else {
      message.problems.append("\(place) is wrapped more than \(Self.deepest) times")
      return
    }
    if let text = value.text { return read(text.utf8, place: "the text in \(place)", depth: depth + 1) }
    if let elements = value.elements { return read(elements, of: place, noun: "element", depth: depth) }
    if let records = value["Records"]?.elements { return read(records, of: place, noun: "record", depth: depth) }
    if value["s3"] != nil {
      take(S3Event.notification(value), place: place)
    } else if value["Event"]?.text == "s3:TestEvent" {
      message.isTest = true
    } else if value["detail-type"] != nil {
      take(S3Event.eventBridge(value), place: place)
    } else if let wrapped = Self.wrapped(value) {
      read(wrapped.value, place: "\(wrapped.name) of \(place)", depth: depth + 1)
    } else {
      message.problems.append("\(place) is no event of S3\(Self.hint(value))")
    }
  }

  private mutating func read(_ elements: [JSONValue], of place: String, noun: String, depth: Int) {
    if elements.isEmpty { message.problems.append("\(place) has no \(noun)s") }
    for (index, element) in elements.enumerated() {
      read(element, place: elements.count == 1 ? place : "\(noun) \(index + 1) of \(place)", depth: depth + 1)
    }
  }

  private mutating func take(_ event: Result<S3Event, S3EventFault>, place: String) {
    switch event {
    case .success(let event): message.events.append(event)
    case .failure(let fault): message.problems.append("\(place) \(fault.text)")
    }
  }

  /// What another service has put around a message.
  private static func wrapped(_ value: JSONValue) -> (value: JSONValue, name: String)? {
    // SNS, unless raw delivery is on.
    if let text = value["Message"], text.text != nil, value["TopicArn"] != nil || value["Type"]?.text == "Notification"
    {
      return (text, "“Message”")
    }
    // A record of SNS as Lambda is given it.
    if let sns = value["Sns"] { return (sns, "“Sns”") }
    // A message of SQS as Lambda is given it, or as it is forwarded.
    if let body = value["body"] ?? value["Body"], body.text != nil { return (body, "“body”") }
    return nil
  }

  private static func hint(_ value: JSONValue) -> String {
    guard value["Type"]?.text == "SubscriptionConfirmation" else { return "" }
    return ", but SNS asking for a subscription to be confirmed: open its “SubscribeURL”"
  }
}

/// Why a record is not taken: what follows “record 2 …”.
struct S3EventFault: Error, Equatable {
  let text: String
}
