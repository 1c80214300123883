internal import Yams

extension ConfigurationReader {
  private static let sourceKeys = ["directory", "match", "recursive", "follow-links", "settle", "poll"]

  func source(in root: ConfigurationSection) -> PipelineConfiguration.Source? {
    guard root.entries["source"] != nil else {
      report("“source” is missing; write “source: {directory: ./inbox}”", at: root.node, key: "source")
      return nil
    }
    guard let section = root.section("source", known: Self.sourceKeys) else { return nil }
    let directory = section.requirePath("directory", example: "./inbox")
    var source = PipelineConfiguration.Source(directory: directory ?? "")
    if let node = section.entries["match"] { source.match = patterns(node, key: section.fullKey("match")) }
    section.takeBoolean("recursive", into: &source.recursive)
    section.takeBoolean("follow-links", into: &source.followLinks)
    section.takeDuration("settle", into: &source.settle, range: .zero ... .seconds(86_400))
    section.takeDuration("poll", into: &source.poll, range: .milliseconds(10) ... .seconds(86_400))
    return directory == nil ? nil : source
  }

  /// One pattern or a list of them.
  private func patterns(_ node: Node, key: String) -> [GlobPattern] {
    let nodes: [Node] = if case .sequence(let sequence) = node { Array(sequence) } else { [node] }
    if nodes.isEmpty { report("“\(key)” is empty; write a pattern such as “*.ndjson*”", at: node, key: key) }
    return nodes.compactMap { node in
      guard let text = text(node, key: key, wanted: "a pattern such as “*.ndjson*”, or a list of them") else {
        return nil
      }
      do {
        return try GlobPattern(text)
      } catch {
        report("“\(key)”: “\(text)” is not a pattern: \(error)", at: node, key: key)
        return nil
      }
    }
  }
}
