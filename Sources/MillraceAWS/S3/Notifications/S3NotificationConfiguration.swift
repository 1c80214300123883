/// Where all events of a bucket go. It is read and written as a whole.
package struct S3NotificationConfiguration: Sendable, Equatable {
  package var targets: [S3NotificationTarget]
  /// Whether events go to EventBridge, too.
  package var sendsToEventBridge: Bool

  package init(targets: [S3NotificationTarget] = [], sendsToEventBridge: Bool = false) {
    self.targets = targets
    self.sendsToEventBridge = sendsToEventBridge
  }

  /// - Parameter reader: inside the root element.
  init(from reader: inout XMLReader) throws(XMLError) {
    var configuration = S3NotificationConfiguration()
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "QueueConfiguration": configuration.targets.append(try .init(.queue, from: &reader))
      case "TopicConfiguration": configuration.targets.append(try .init(.topic, from: &reader))
      case "CloudFunctionConfiguration", "LambdaFunctionConfiguration":
        configuration.targets.append(try .init(.function, from: &reader))
      case "EventBridgeConfiguration": configuration.sendsToEventBridge = true
      default: break
      }
    }
    self = configuration
  }

  func document() -> XMLWriter {
    var xml = XMLWriter()
    xml.element("NotificationConfiguration", attributes: S3Request.namespace) { xml in
      for kind in S3NotificationTarget.Kind.allCases {
        for target in targets where target.kind == kind { target.write(to: &xml) }
      }
      if sendsToEventBridge { xml.element("EventBridgeConfiguration", text: "") }
    }
    return xml
  }
}
