internal import MillraceJSON
internal import Yams

extension ConfigurationReader {
  private static let example = "as in “- where: \"lang == 'en'\"” or “- select: \"{id: id, text: text}\"”"

  /// The steps that each record goes through, in their order.
  func transforms(_ node: Node) -> [PipelineConfiguration.Transform] {
    guard case .sequence(let sequence) = node else {
      report("“transforms” must be a list of steps, \(Self.example)", at: node, key: "transforms")
      return []
    }
    return sequence.enumerated().compactMap { transform($0.element, key: "transforms[\($0.offset)]") }
  }

  private func transform(_ node: Node, key: String) -> PipelineConfiguration.Transform? {
    guard let step = section(node, key: key, known: ["where", "select", "run"]) else { return nil }
    guard step.entries.count == 1, let (name, value) = step.entries.first else {
      // An unknown key has been reported already.
      let isEmpty = node.mapping?.isEmpty ?? true
      if isEmpty || step.entries.count > 1 {
        report(
          "“\(key)” must have one key, so that the order of the steps is plain: \(Self.example)", at: node, key: key)
      }
      return nil
    }
    if name == "run" { return program(value, key: step.fullKey(name)).map { .run($0) } }
    guard let expression = expression(value, key: step.fullKey(name)) else { return nil }
    return name == "where" ? .keep(expression) : .select(expression)
  }

  /// A program: a list of it and its arguments, or a mapping that says more.
  private func program(_ node: Node, key: String) -> PipelineConfiguration.Step? {
    guard case .mapping = node else {
      return command(node, key: key).map { PipelineConfiguration.Step(command: $0) }
    }
    guard let section = section(node, key: key, known: ["command", "timeout"]) else { return nil }
    guard let list = section.entries["command"] else {
      report("“\(key)” needs “command”, as in {command: [./enrich], timeout: 30s}", at: node, key: key)
      return nil
    }
    guard let command = command(list, key: section.fullKey("command")) else { return nil }
    var step = PipelineConfiguration.Step(command: command)
    section.takeDuration("timeout", into: &step.timeout, range: .milliseconds(100) ... .seconds(43_200))
    return step
  }

  /// An expression in JMESPath. What is wrong in it is reported where it stands.
  func expression(_ node: Node, key: String) -> PipelineConfiguration.Expression? {
    guard let text = text(node, key: key, wanted: "a JMESPath expression, \(Self.example)") else { return nil }
    do {
      return PipelineConfiguration.Expression(try JMESPath(text))
    } catch {
      let shift = Self.shift(to: error.offset, in: text, node)
      report(
        "“\(key)” is not JMESPath: \(error.summary)", line: node.mark?.line ?? 1,
        column: (node.mark?.column ?? 1) + shift,
        key: key)
      return nil
    }
  }

  /// How many characters behind the start of a value its byte `offset` stands, as far as the text tells.
  private static func shift(to offset: Int, in text: String, _ node: Node) -> Int {
    guard let scalar = node.scalar, scalar.string == text else { return 0 }
    let before = String(decoding: text.utf8.prefix(offset), as: UTF8.self)
    if before.contains("\n") { return 0 }
    return switch scalar.style {
    case .plain: before.unicodeScalars.count
    // Within quotes, these take two characters.
    case .singleQuoted: before.unicodeScalars.count + 1 + before.count { $0 == "'" }
    case .doubleQuoted: before.unicodeScalars.count + 1 + before.count { $0 == "\"" || $0 == "\\" }
    default: 0
    }
  }
}
