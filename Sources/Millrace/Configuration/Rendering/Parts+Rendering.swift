extension PipelineConfiguration.Checks {
  /// The lines of `checks`.
  var rendered: [String] {
    let name =
      switch name {
      case .any: "any"
      case .pattern(let text): PipelineConfiguration.quoted(text)
      case .regularExpression(let text): "{regex: \(PipelineConfiguration.quoted(text))}"
      }
    return [
      "checks:",
      "  size: {min: \(ByteSize.render(minimumSize)), max: \(ByteSize.render(maximumSize))}",
      "  name: \(name)",
    ]
  }
}

extension PipelineConfiguration.Process {
  /// The lines of `process`.
  var rendered: [String] {
    switch self {
    case .lines: return ["process: lines"]
    case .type(let name): return ["process: {type: \(PipelineConfiguration.quoted(name))}"]
    case .run(let program):
      let command = program.command.map { PipelineConfiguration.quoted($0) }.joined(separator: ", ")
      return [
        "process:",
        "  run: [\(command)]",
        "  each: \(program.each.rawValue)",
        "  timeout: \(DurationText.render(program.timeout))",
      ]
    }
  }
}

extension PipelineConfiguration.Notify {
  /// The lines of `notify`.
  var rendered: [String] {
    let queues = queues.map { PipelineConfiguration.quoted($0) }.joined(separator: ", ")
    return ["notify:", "  topic: \(PipelineConfiguration.quoted(topic))"]
      + (queues.isEmpty ? [] : ["  queues: [\(queues)]"]) + ["  failures: \(failures)"]
  }
}

extension PipelineConfiguration.Junk {
  /// The line of `junk`.
  var rendered: String {
    switch self {
    case .standard: return "junk: default"
    case .none: return "junk: none"
    case .rules(let rules):
      let texts = rules.map { rule in
        switch rule {
        case .known(let kind): PipelineConfiguration.quoted(kind.rawValue)
        case .lines(let pattern): "{regex: \(PipelineConfiguration.quoted(pattern))}"
        }
      }
      return "junk: [\(texts.joined(separator: ", "))]"
    }
  }
}

extension PipelineConfiguration.Prefetch {
  /// The line of `prefetch`.
  var rendered: String {
    "prefetch: {messages: \(messages.map(String.init) ?? "auto"), bytes: \(ByteSize.render(Int64(bytes)))}"
  }
}
