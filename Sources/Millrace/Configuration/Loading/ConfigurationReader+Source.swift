internal import MillraceStorage
internal import Yams

extension ConfigurationReader {
  private static let kinds = ["directory", "s3-events", "s3-list", "http-index", "sqs"]
  private static let directoryKeys = ["directory", "match", "recursive", "follow-links", "settle", "poll"]

  func source(in root: ConfigurationSection) -> PipelineConfiguration.Source? {
    guard let node = root.entries["source"] else {
      report(
        "“source” is missing; write “source: {directory: ./inbox}”, or one of \(Self.others)", at: root.node,
        key: "source")
      return nil
    }
    switch kind(node) {
    case "s3-events": return s3Events(node).map { .s3Events($0) }
    case "s3-list": return s3List(node).map { .s3List($0) }
    case "http-index": return httpIndex(node).map { .httpIndex($0) }
    case "sqs": return sqs(node).map { .sqs($0) }
    default: return directory(node).map { .directory($0) }
    }
  }

  private static var others: String { kinds.dropFirst().joined(separator: ", ") }

  /// The key that says what kind of source it is; several are a problem.
  private func kind(_ node: Node) -> String? {
    let names = node.mapping?.keys.compactMap(\.scalar?.string).filter(Self.kinds.contains) ?? []
    if names.count > 1 {
      report(
        "“source” holds \(names.joined(separator: " and ")); a pipeline has one source: keep one of them", at: node,
        key: "source")
    }
    return names.first
  }

  private func directory(_ node: Node) -> PipelineConfiguration.Source.Directory? {
    guard let section = section(node, key: "source", known: Self.directoryKeys + Self.kinds.dropFirst()) else {
      return nil
    }
    let directory = section.requireAddress("directory", kind: .folder, example: "./inbox")
    var source = PipelineConfiguration.Source.Directory(path: directory?.path ?? "")
    takeMatch(section, into: &source.match)
    section.takeBoolean("recursive", into: &source.recursive)
    section.takeBoolean("follow-links", into: &source.followLinks)
    section.takeDuration("settle", into: &source.settle, range: .zero ... .seconds(86_400))
    section.takeDuration("poll", into: &source.poll, range: .milliseconds(10) ... .seconds(86_400))
    return directory == nil ? nil : source
  }

  private func s3Events(_ node: Node) -> PipelineConfiguration.Source.S3Events? {
    guard
      let section = section(node, key: "source", known: Self.kinds)?
        .section("s3-events", known: ["queue", "dead-letter", "objects", "match"]),
      let queue = section.requireAddress("queue", kind: .queue, example: "sqs:my-events")
    else { return nil }
    var source = PipelineConfiguration.Source.S3Events(queue: queue)
    section.takeAddress("dead-letter", into: &source.deadLetter, kind: .queue)
    section.takeAddress("objects", into: &source.objects, kind: .folder)
    takeMatch(section, into: &source.match)
    return source
  }

  private func s3List(_ node: Node) -> PipelineConfiguration.Source.S3List? {
    guard
      let section = section(node, key: "source", known: Self.kinds)?
        .section("s3-list", known: ["from", "objects", "match", "poll"]),
      let from = section.requireAddress("from", kind: .bucket, example: "s3://my-bucket/my-prefix")
    else { return nil }
    var source = PipelineConfiguration.Source.S3List(from: from)
    section.takeAddress("objects", into: &source.objects, kind: .folder)
    takeMatch(section, into: &source.match)
    section.takeDuration("poll", into: &source.poll, range: .milliseconds(10) ... .seconds(86_400))
    return source
  }

  private func httpIndex(_ node: Node) -> PipelineConfiguration.Source.HTTPIndex? {
    guard
      let section = section(node, key: "source", known: Self.kinds)?
        .section("http-index", known: ["url", "match", "recursive", "settle", "poll"]),
      let url = section.requireAddress("url", kind: .webFolder, example: "https://host/folder/")
    else { return nil }
    var source = PipelineConfiguration.Source.HTTPIndex(url: url)
    takeMatch(section, into: &source.match)
    section.takeBoolean("recursive", into: &source.recursive)
    section.takeDuration("settle", into: &source.settle, range: .zero ... .seconds(86_400))
    section.takeDuration("poll", into: &source.poll, range: .milliseconds(10) ... .seconds(86_400))
    return source
  }

  private func sqs(_ node: Node) -> PipelineConfiguration.Source.SQS? {
    guard
      let section = section(node, key: "source", known: Self.kinds)?
        .section("sqs", known: ["queue", "dead-letter", "messages-in-hand", "bytes-in-hand", "receivers"]),
      let queue = section.requireAddress("queue", kind: .queue, example: "sqs:my-queue")
    else { return nil }
    var source = PipelineConfiguration.Source.SQS(queue: queue)
    section.takeAddress("dead-letter", into: &source.deadLetter, kind: .queue)
    section.takeInteger("messages-in-hand", into: &source.messagesInHand, range: 1...100_000)
    section.takeSize("bytes-in-hand", into: &source.bytesInHand, range: (1 << 20)...(16 << 30))
    section.takeInteger("receivers", into: &source.receivers, range: 1...256)
    return source
  }

  private func takeMatch(_ section: ConfigurationSection, into match: inout [GlobPattern]) {
    if let node = section.entries["match"] { match = patterns(node, key: section.fullKey("match")) }
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
