extension PipelineConfiguration {
  /// The effective configuration as a pipeline file: every key with the value that holds. Reading it back gives an equal
  /// configuration.
  public func rendered() -> String {
    let lines =
      ["pipeline: \(Self.quoted(name))"] + sourceLines + checkLines
      + [
        "format: \(format.rawValue)",
        "line-limit: \(ByteSize.render(Int64(limits.line)))",
        "inflated-limit: \(limits.inflated.map(ByteSize.render) ?? "none")",
        "inflation-ratio: \(Self.number(limits.inflationRatio))",
      ] + sinkLines
      + [
        "bad-records: {limit: \(badRecords.text)}",
        "ledger: \(Self.quoted(ledger))",
        "quarantine: \(Self.quoted(quarantine))",
        "manifests: \(Self.quoted(manifests))",
        "workers: \(workers.map(String.init) ?? "auto")",
        "attempts: \(attempts)",
        "shutdown-deadline: \(DurationText.render(shutdownDeadline))",
      ]
    return lines.joined(separator: "\n") + "\n"
  }

  private var sourceLines: [String] {
    let match = source.match.map { Self.quoted($0.description) }.joined(separator: ", ")
    return [
      "source:",
      "  directory: \(Self.quoted(source.directory))",
      "  match: [\(match)]",
      "  recursive: \(source.recursive)",
      "  follow-links: \(source.followLinks)",
      "  settle: \(DurationText.render(source.settle))",
      "  poll: \(DurationText.render(source.poll))",
    ]
  }

  private var checkLines: [String] {
    let name =
      switch checks.name {
      case .any: "any"
      case .pattern(let text): Self.quoted(text)
      case .regularExpression(let text): "{regex: \(Self.quoted(text))}"
      }
    return [
      "checks:",
      "  size: {min: \(ByteSize.render(checks.minimumSize)), max: \(ByteSize.render(checks.maximumSize))}",
      "  name: \(name)",
    ]
  }

  private var sinkLines: [String] {
    let columns: [String] =
      switch sink.columns {
      case .strings: ["    columns: strings"]
      case .inferred: ["    columns: inferred"]
      case .explicit(let list):
        ["    columns:"] + list.map { "      \(Self.quoted($0.name)): \(Self.quoted($0.type))" }
      }
    return [
      "sink:",
      "  parquet:",
      "    to: \(Self.quoted(sink.to))",
      "    partition: \(sink.partition.rawValue)",
    ] + columns + [
      "    compression: \(sink.compression.rawValue)",
      "    row-group: \(ByteSize.render(Int64(sink.rowGroup)))",
      "    batch: {size: \(ByteSize.render(sink.batch.size)), age: \(DurationText.render(sink.batch.age))}",
    ]
  }

  /// Double-quoted YAML; the environment's `${` is escaped, since this text has been expanded already.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.replacing("${", with: "$${").unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && value < 1e15 ? "\(Int64(value))" : "\(value)"
  }
}
