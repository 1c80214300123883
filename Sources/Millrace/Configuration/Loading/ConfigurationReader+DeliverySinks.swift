internal import MillraceStorage
internal import Yams

/// Sinks that take one delivery at a time.
extension ConfigurationReader {
  func converted(_ outer: ConfigurationSection) -> PipelineConfiguration.Sink.Converted? {
    guard let section = outer.section("converted", known: ["to", "as", "columns", "compression", "row-group"]),
      let to = section.requireAddress("to", kind: .objects, example: "s3://my-bucket/processed")
    else { return nil }
    var sink = PipelineConfiguration.Sink.Converted(to: to)
    section.takeChoice("as", into: &sink.form)
    if sink.form != .parquet { sink.compression = .none }
    section.takeChoice("compression", into: &sink.compression)
    section.takeSize("row-group", into: &sink.rowGroup, range: 65_536...(4 << 30))
    guard sink.form == .parquet else {
      refuseKeysOfParquet(section, sink)
      return sink
    }
    if let node = section.entries["columns"], let columns = columns(node, key: section.fullKey("columns")) {
      sink.columns = columns
    }
    return sink
  }

  private func refuseKeysOfParquet(_ section: ConfigurationSection, _ sink: PipelineConfiguration.Sink.Converted) {
    if let node = section.entries["columns"] {
      report(
        "“\(section.fullKey("columns"))” is for “as: parquet”; text keeps the columns of its input. Leave it out",
        at: node,
        key: section.fullKey("columns"))
    }
    if sink.compression == .snappy, let node = section.entries["compression"] {
      report(
        "“\(section.fullKey("compression"))” of “as: \(sink.form.rawValue)” is one of none, gzip and zstd", at: node,
        key: section.fullKey("compression"))
    }
  }

  func webhook(_ outer: ConfigurationSection) -> PipelineConfiguration.Sink.Webhook? {
    guard let section = outer.section("webhook", known: ["url", "timeout", "headers", "retries"]) else { return nil }
    var sink = PipelineConfiguration.Sink.Webhook(url: "")
    guard section.entries["url"] != nil else {
      report(
        "“\(section.fullKey("url"))” is missing; write it as in “url: https://example.com/hook”", at: section.node,
        key: section.fullKey("url"))
      return nil
    }
    section.take("url", into: &sink.url, wanted: "a URL that begins with https:// or http://") { text in
      ["https://", "http://"].contains { text.lowercased().hasPrefix($0) && text.count > $0.count } ? text : nil
    }
    section.takeDuration("timeout", into: &sink.timeout, range: .milliseconds(100) ... .seconds(3600))
    section.takeInteger("retries", into: &sink.retries, range: 0...20)
    if let node = section.entries["headers"] { sink.headers = headers(node, key: section.fullKey("headers")) }
    return sink.url.isEmpty ? nil : sink
  }

  private func headers(_ node: Node, key: String) -> [PipelineConfiguration.Sink.Webhook.Header] {
    guard case .mapping(let mapping) = node else {
      report("“\(key)” must be a mapping, as in {Authorization: \"Bearer ${TOKEN}\"}", at: node, key: key)
      return []
    }
    return mapping.compactMap { name, value in
      guard let name = name.scalar?.string, HeaderText.isName(name) else {
        report("“\(key)” holds a name that no header can have", at: value, key: key)
        return nil
      }
      let wanted = "the header's value, on one line of printable characters"
      return self.value(value, key: "\(key).\(name)", wanted: wanted) { HeaderText.isValue($0) ? $0 : nil }
        .map { .init(name: name, value: $0) }
    }
  }
}

/// What RFC 9110 lets stand in a header.
enum HeaderText {
  /// A token: letters, digits and some marks.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
  }

  /// No line end, nor another control character, which could end the header.
  static func isValue(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
}
