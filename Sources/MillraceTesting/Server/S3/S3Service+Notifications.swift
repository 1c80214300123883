internal import Synchronization

extension S3Service {
  func putBucketNotification(_ name: String, _ request: ServerRequest) throws(ServiceError) -> ServerResponse {
    try requireBucket(name)
    guard let root = try? XMLParser.parse(request.body.content.bytes), root.name == "NotificationConfiguration" else {
      throw S3Error.malformedXML
    }
    let configuration = try NotificationConfiguration(root)
    for target in configuration.targets where !events.exists(target) {
      throw S3Error.invalidArgument("Unable to validate the following destination configurations: \(target.arn)")
    }
    state.withLock { $0.buckets[name]?.notifications = configuration }
    for target in configuration.targets { events.sendTest(name, to: target) }
    return ServerResponse()
  }

  func bucketNotification(_ name: String) throws(ServiceError) -> ServerResponse {
    guard let configuration = state.withLock({ $0.buckets[name]?.notifications }) else {
      throw S3Error.noSuchBucket(name)
    }
    return Self.xml("NotificationConfiguration") { configuration.write(to: &$0) }
  }
}

extension NotificationConfiguration {
  private static let knownEvents = ["s3:ObjectCreated:", "s3:ObjectRemoved:", "s3:ObjectTagging:", "s3:ObjectRestore:"]

  init(_ root: XMLElement) throws(ServiceError) {
    for (index, element) in root.children.enumerated() {
      switch element.name {
      case "QueueConfiguration": targets.append(try Self.target(element, .queue, arn: "Queue", index))
      case "TopicConfiguration": targets.append(try Self.target(element, .topic, arn: "Topic", index))
      case "EventBridgeConfiguration": sendsToEventBridge = true
      default: throw S3Error.notImplemented
      }
    }
  }

  private static func target(
    _ element: XMLElement, _ kind: Target.Kind, arn name: String, _ index: Int
  ) throws(ServiceError) -> Target {
    let events = element.all("Event").map(\.text)
    guard let arn = element.text(name), !events.isEmpty else { throw S3Error.malformedXML }
    for event in events where !knownEvents.contains(where: event.hasPrefix) {
      throw S3Error.invalidArgument("The event '\(event)' is not supported for notifications")
    }
    var target = Target(id: element.text("Id") ?? "notification-\(index + 1)", kind: kind, arn: arn, events: events)
    for rule in element["Filter"]?["S3Key"]?.all("FilterRule") ?? [] {
      let value = ObjectName(rule.text("Value") ?? "")
      switch rule.text("Name")?.lowercased() {
      case "prefix": target.prefix = value
      case "suffix": target.suffix = value
      default: throw S3Error.invalidArgument("filter rule name must be either prefix or suffix")
      }
    }
    return target
  }

  func write(to xml: inout XMLWriter) {
    for target in targets {
      xml.element(target.kind == .queue ? "QueueConfiguration" : "TopicConfiguration") { xml in
        xml.element("Id", target.id)
        xml.element(target.kind == .queue ? "Queue" : "Topic", target.arn)
        for event in target.events { xml.element("Event", event) }
        if target.prefix.bytes.isEmpty, target.suffix.bytes.isEmpty { return }
        xml.element("Filter") { xml in
          xml.element("S3Key") { xml in
            for (name, value) in [("Prefix", target.prefix), ("Suffix", target.suffix)] where !value.bytes.isEmpty {
              xml.element("FilterRule") { xml in
                xml.element("Name", name)
                xml.element("Value", bytes: value.bytes)
              }
            }
          }
        }
      }
    }
    if sendsToEventBridge { xml.element("EventBridgeConfiguration") { _ in } }
  }
}
