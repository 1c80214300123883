/// Where events of a bucket go, and which.
package struct S3NotificationTarget: Sendable, Equatable {
  /// What kind of target it is.
  package enum Kind: String, Sendable, CaseIterable {
    case queue = "Queue"
    case topic = "Topic"
    case function = "CloudFunction"
  }

  /// A rule that a key must meet.
  package struct Filter: Sendable, Equatable {
    /// `prefix` or `suffix`, in any case.
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package var kind: Kind
  package var id: String?
  package var arn: String
  /// `s3:ObjectCreated:*`, …
  package var events: [String]
  package var filters: [Filter]

  package init(
    _ kind: Kind, arn: String, events: [String] = ["s3:ObjectCreated:*"], filters: [Filter] = [], id: String? = nil
  ) {
    self.kind = kind
    self.id = id
    self.arn = arn
    self.events = events
    self.filters = filters
  }

  /// - Parameter reader: inside the configuration's element.
  init(_ kind: Kind, from reader: inout XMLReader) throws(XMLError) {
    var target = S3NotificationTarget(kind, arn: "", events: [])
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "Id": target.id = try reader.text()
      case "Queue", "Topic", "CloudFunction", "LambdaFunctionArn": target.arn = try reader.text()
      case "Event": target.events.append(try reader.text())
      case "Filter": target.filters = try Filter.read(&reader)
      default: break
      }
    }
    self = target
  }

  func write(to xml: inout XMLWriter) {
    xml.element("\(kind.rawValue)Configuration") { xml in
      if let id { xml.element("Id", text: id) }
      xml.element(kind.rawValue, text: arn)
      for event in events { xml.element("Event", text: event) }
      if filters.isEmpty { return }
      xml.element("Filter") { $0.element("S3Key") { Filter.write(filters, to: &$0) } }
    }
  }
}

extension S3NotificationTarget.Filter {
  fileprivate static func write(_ filters: [Self], to xml: inout XMLWriter) {
    for filter in filters {
      xml.element("FilterRule") { xml in
        xml.element("Name", text: filter.name)
        xml.element("Value", text: filter.value)
      }
    }
  }

  fileprivate static func read(_ reader: inout XMLReader) throws(XMLError) -> [Self] {
    var filters: [Self] = []
    guard try reader.enter("S3Key") else { return filters }
    try reader.children { name, reader throws(XMLError) in
      guard name == "FilterRule" else { return }
      var filter = Self(name: "", value: "")
      try reader.children { name, reader throws(XMLError) in
        switch name {
        case "Name": filter.name = try reader.text()
        case "Value": filter.value = try reader.text()
        default: break
        }
      }
      filters.append(filter)
    }
    return filters
  }
}
