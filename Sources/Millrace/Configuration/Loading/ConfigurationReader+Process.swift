internal import Yams

extension ConfigurationReader {
  private static let wanted = "lines, {run: [./program]} or {type: name}"

  /// What is done with each object, and how many at a time.
  func takeProcess(_ root: ConfigurationSection, into result: inout PipelineConfiguration) {
    if let node = root.entries["process"], let process = process(node) { result.process = process }
    // A conversion uses all cores by itself where its input is large.
    if case .converted = result.sink { result.pipelines = 4 }
    root.takeInteger("pipelines", into: &result.pipelines, range: 1...1024)
  }

  private func process(_ node: Node) -> PipelineConfiguration.Process? {
    guard case .mapping = node else {
      return value(node, key: "process", wanted: Self.wanted) { $0 == "lines" ? .lines : nil }
    }
    guard let section = section(node, key: "process", known: ["run", "each", "timeout", "type"]) else { return nil }
    if let run = section.entries["run"] {
      if let type = section.entries["type"] {
        report("“process” holds both run and type; keep one of them", at: type, key: "process.type")
      }
      return program(run, section).map { .run($0) }
    }
    guard section.entries["type"] != nil else {
      report("“process” must be \(Self.wanted)", at: node, key: "process")
      return nil
    }
    for key in ["each", "timeout"] {
      guard let node = section.entries[key] else { continue }
      report("“process.\(key)” is for “run”; leave it out", at: node, key: "process.\(key)")
    }
    var name = ""
    section.takeText("type", into: &name, wanted: "the name under which a Swift type is registered")
    return name.isEmpty ? nil : .type(name)
  }

  private func program(_ node: Node, _ section: ConfigurationSection) -> PipelineConfiguration.Program? {
    guard let command = command(node, key: "process.run") else { return nil }
    var program = PipelineConfiguration.Program(command: command)
    section.takeChoice("each", into: &program.each)
    section.takeDuration("timeout", into: &program.timeout, range: .milliseconds(100) ... .seconds(43_200))
    return program
  }

  /// A program and its arguments. What is a path is relative to the pipeline file's folder.
  func command(_ node: Node, key: String) -> [String]? {
    let nodes: [Node] = if case .sequence(let sequence) = node { Array(sequence) } else { [node] }
    if nodes.isEmpty { report("“\(key)” is empty; write a program, as in [./enrich]", at: node, key: key) }
    var command = nodes.compactMap { text($0, key: key, wanted: "a program and its arguments, as in [./enrich]") }
    guard let first = command.first, command.count == nodes.count else { return nil }
    if first.contains("/") { command[0] = PathText.absolute(first, in: folder) }
    return command
  }
}
