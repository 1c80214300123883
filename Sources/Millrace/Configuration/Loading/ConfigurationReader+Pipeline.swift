internal import MillraceStorage
internal import Yams

extension ConfigurationReader {
  private static let keys = [
    "pipeline", "source", "checks", "format", "junk", "line-limit", "inflated-limit", "inflation-ratio", "transforms",
    "process", "pipelines", "prefetch", "sink", "notify", "bad-records", "ledger", "quarantine", "manifests",
    "manifest-queue", "workers", "attempts",
    "shutdown-deadline", "health", "archive",
  ]

  /// The whole file. `nil` only where what has no default is missing; the problems say so.
  func pipeline(_ node: Node, path: String) -> PipelineConfiguration? {
    guard let root = section(node, key: "", known: Self.keys) else { return nil }
    let source = source(in: root)
    let sink = sink(in: root)
    let state = PathText.parent(path)
    let fileName = PathText.name(path)
    // Where source or sink is missing, another stands in for it, so that all other problems are found, too.
    var result = PipelineConfiguration(
      name: fileName.lastIndex(of: ".").map { String(fileName[..<$0]) } ?? fileName,
      source: source ?? .directory(.init(path: "")), sink: sink ?? .parquet(.init(to: .init(scheme: .file, path: ""))),
      state: state == "/" ? "" : state)
    root.take("pipeline", into: &result.name, wanted: "a name of at most 200 letters, digits, “-”, “_” and “.”") {
      text in
      let isName = text.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
      return isName && text.count <= 200 ? text : nil
    }
    if result.queueSink != nil { result.format = .auto }
    takeFormat(root, into: &result)
    if let node = root.entries["junk"], let junk = junk(node) { result.junk = junk }
    takeLimits(root, into: &result)
    result.checks = result.defaultChecks
    takeChecks(root, into: &result)
    if let node = root.entries["transforms"] { result.transforms = transforms(node) }
    takeProcess(root, into: &result)
    result.notify = notify(in: root)
    if let sink { refuseKeysOfOtherSinks(root, sink) }
    takeFlow(root, into: &result)
    takeState(root, into: &result)
    guard source != nil, sink != nil else { return nil }
    result.completeMatch()
    let hasDate = (try? NameMatcher(result.checks.name))?.hasDate ?? true
    if !hasDate, root.entries["sink"]?["parquet"]?["partition"] == nil { result.parquet?.partition = .none }
    return result
  }

  /// A key that would do nothing is a mistake.
  private func refuseKeysOfOtherSinks(_ root: ConfigurationSection, _ sink: PipelineConfiguration.Sink) {
    for (key, sinks) in PipelineConfiguration.keysOfSinks where !sinks.contains(sink.key) {
      guard let node = root.entries[key] else { continue }
      report(
        "“\(key)” is for “sink: {\(sinks.joined(separator: " or ")): …}”, but this sink is “\(sink.key)”; leave it out",
        at: node, key: key)
    }
  }

  private func takeLimits(_ root: ConfigurationSection, into result: inout PipelineConfiguration) {
    root.takeSize("line-limit", into: &result.limits.line, range: 1024...(1 << 30))
    root.take("inflated-limit", into: &result.limits.inflated, wanted: "a size such as 20GB, or none") { text in
      text == "none" ? .some(nil) : ByteSize.parse(text).flatMap { $0 > 0 ? .some($0) : nil }
    }
    root.take("inflation-ratio", into: &result.limits.inflationRatio, wanted: "a number of at least 1, such as 1000") {
      DecimalNumber.parse($0).flatMap { $0 >= 1 ? $0 : nil }
    }
    root.section("bad-records", known: ["limit"])?.take(
      "limit", into: &result.badRecords, wanted: "a share such as 50%, a number such as 1000, or none",
      parse: PipelineConfiguration.BadRecordLimit.init(text:))
  }

  private func takeState(_ root: ConfigurationSection, into result: inout PipelineConfiguration) {
    root.takeAddress("ledger", into: &result.ledger, kind: .ledger)
    if case .archive(var archive) = result.sink, archive.layout == .objects {
      archive.asksLedger = root.entries["ledger"] != nil
      result.sink = .archive(archive)
    }
    root.takeAddress("quarantine", into: &result.quarantine, kind: .objects)
    result.sourceArchive = sourceArchive(in: root)
    if result.ledger.scheme == .sqlite {
      let folder = PathText.parent(result.ledger.path)
      result.manifests = Address(scheme: .file, path: (folder == "/" ? "" : folder) + "/manifests")
    }
    root.takeAddress("manifests", into: &result.manifests, kind: .objects)
    root.takeAddress("manifest-queue", into: &result.manifestQueue, kind: .queue)
    root.take("workers", into: &result.workers, wanted: "auto, or a whole number from 1 to 1024") { text in
      text == "auto" ? .some(nil) : Int(text).flatMap { (1...1024).contains($0) ? .some($0) : nil }
    }
    root.takeInteger("attempts", into: &result.attempts, range: 1...1000)
    root.takeDuration("shutdown-deadline", into: &result.shutdownDeadline, range: .zero ... .seconds(86_400))
  }

  private func takeFlow(_ root: ConfigurationSection, into result: inout PipelineConfiguration) {
    if let prefetch = root.section("prefetch", known: ["messages", "bytes"]) {
      prefetch.take("messages", into: &result.prefetch.messages, wanted: "auto, or a whole number from 1 to 100000") {
        text in
        text == "auto" ? .some(nil) : Int(text).flatMap { (1...100_000).contains($0) ? .some($0) : nil }
      }
      prefetch.takeSize("bytes", into: &result.prefetch.bytes, range: (1 << 20)...(64 << 30))
    }
    if let health = root.section("health", known: ["port", "host"]) {
      var settings = PipelineConfiguration.Health(port: 8080)
      health.takeInteger("port", into: &settings.port, range: 0...65_535)
      health.takeText("host", into: &settings.host, wanted: "an address to listen on, such as 127.0.0.1")
      result.health = settings
    }
  }

  private func takeChecks(_ root: ConfigurationSection, into result: inout PipelineConfiguration) {
    guard let checks = root.section("checks", known: ["size", "name"]) else { return }
    if let size = checks.section("size", known: ["min", "max"]) {
      size.takeSize("min", into: &result.checks.minimumSize)
      size.takeSize("max", into: &result.checks.maximumSize, atLeast: 1)
    }
    guard let node = checks.entries["name"], let check = nameCheck(node, key: checks.fullKey("name")) else { return }
    do {
      _ = try NameMatcher(check)
      result.checks.name = check
    } catch {
      report("“\(checks.fullKey("name"))”: \(error)", at: node, key: checks.fullKey("name"))
    }
  }

  private func nameCheck(_ node: Node, key: String) -> PipelineConfiguration.NameCheck? {
    if case .mapping = node {
      guard let section = section(node, key: key, known: ["regex"]) else { return nil }
      var text = ""
      section.takeText("regex", into: &text, wanted: "a regular expression with a group named “date”")
      return text.isEmpty ? nil : .regularExpression(text)
    }
    let wanted = "a pattern such as “yyyy-mm-dd-*”, {regex: …} or any"
    return text(node, key: key, wanted: wanted).map { $0 == "any" ? .any : .pattern($0) }
  }
}
