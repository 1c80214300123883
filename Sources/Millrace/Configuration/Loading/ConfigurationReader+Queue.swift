internal import MillraceJSON
internal import MillracePacking
internal import MillraceStorage
internal import Yams

extension ConfigurationReader {
  private static let queueKeys = ["to", "layout", "message-size", "in-flight", "group", "oversize", "forbidden"]

  /// `sink.queue`
  func queueSink(_ outer: ConfigurationSection) -> PipelineConfiguration.Sink.Queue? {
    guard let section = outer.section("queue", known: Self.queueKeys),
      let to = section.requireAddress("to", kind: .queue, example: "sqs:records")
    else { return nil }
    var sink = PipelineConfiguration.Sink.Queue(to: to)
    section.takeChoice("layout", into: &sink.layout)
    section.takeChoice("forbidden", into: &sink.forbidden)
    section.takeInteger("in-flight", into: &sink.inFlight, range: 1...1024)
    section.take("message-size", into: &sink.messageSize, wanted: "auto, or a size from 1KiB to 1MiB") { text in
      if text == "auto" { return .some(nil) }
      let range = 1024...Int64(QueueLimits.batchBytes)
      guard let size = ByteSize.parse(text), range.contains(size) else { return nil }
      return .some(Int(size))
    }
    if let node = section.entries["group"], let group = group(node, key: section.fullKey("group")) {
      sink.group = group
    }
    if let node = section.entries["oversize"] { takeOversize(node, section, into: &sink.oversize) }
    return sink
  }

  private func group(_ node: Node, key: String) -> PipelineConfiguration.Sink.Queue.Group? {
    guard case .mapping = node else {
      return value(node, key: key, wanted: "file, or {expression: …}") { $0 == "file" ? .file : nil }
    }
    guard let section = section(node, key: key, known: ["expression"]) else { return nil }
    var text = ""
    section.takeText("expression", into: &text, wanted: "a JMESPath expression, such as customer.id")
    guard !text.isEmpty else { return nil }
    do {
      _ = try JMESPath(text)
      return .expression(text)
    } catch {
      report("“\(key).expression”: \(error)", at: node, key: "\(key).expression")
      return nil
    }
  }

  private func takeOversize(
    _ node: Node, _ outer: ConfigurationSection, into oversize: inout PipelineConfiguration.Sink.Queue.Oversize
  ) {
    let key = outer.fullKey("oversize")
    guard case .mapping = node else {
      let wanted = "quarantine, or {claim-check: s3://bucket/prefix}"
      oversize = value(node, key: key, wanted: wanted) { $0 == "quarantine" ? .quarantine : nil } ?? oversize
      return
    }
    guard let section = section(node, key: key, known: ["claim-check"]),
      let store = section.requireAddress("claim-check", kind: .objects, example: "s3://my-bucket/large")
    else { return }
    oversize = .claimCheck(store)
  }

  /// `junk`
  func junk(_ node: Node) -> PipelineConfiguration.Junk? {
    let wanted =
      "default, none, or a list of \(PipelineConfiguration.Junk.names.joined(separator: ", ")) and {regex: …}"
    guard case .sequence(let nodes) = node else {
      return value(node, key: "junk", wanted: wanted) {
        ["default": .standard, "none": PipelineConfiguration.Junk.none][$0]
      }
    }
    return .rules(nodes.compactMap { junkRule($0, wanted: wanted) })
  }

  private func junkRule(_ node: Node, wanted: String) -> PipelineConfiguration.Junk.Rule? {
    guard case .mapping = node else {
      return value(node, key: "junk", wanted: wanted) { text in
        PipelineConfiguration.Junk.Kind(rawValue: text).map { .known($0) }
      }
    }
    guard let section = section(node, key: "junk", known: ["regex"]) else { return nil }
    var text = ""
    section.takeText("regex", into: &text, wanted: "a regular expression for whole lines")
    do {
      _ = try JunkPattern(text)
      return text.isEmpty ? nil : .lines(text)
    } catch {
      report("“junk.regex”: \(error.message)", at: node, key: "junk.regex")
      return nil
    }
  }
}
