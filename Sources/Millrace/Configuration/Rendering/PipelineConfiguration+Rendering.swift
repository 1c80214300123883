internal import MillraceStorage

extension PipelineConfiguration {
  /// The effective configuration as a pipeline file: every key with the value that holds. Reading it back gives an equal
  /// configuration, but for the passwords of addresses, which are left out.
  public func rendered() -> String {
    let entries: [(key: String, lines: [String])] =
      [
        ("pipeline", ["pipeline: \(Self.quoted(name))"]), ("source", source.rendered), ("checks", checks.rendered),
        ("format", renderedFormat), ("junk", [junk.rendered]),
        ("line-limit", ["line-limit: \(ByteSize.render(Int64(limits.line)))"]),
        ("inflated-limit", ["inflated-limit: \(limits.inflated.map(ByteSize.render) ?? "none")"]),
        ("inflation-ratio", ["inflation-ratio: \(Self.number(limits.inflationRatio))"]),
        ("transforms", renderedTransforms), ("process", process.rendered), ("pipelines", ["pipelines: \(pipelines)"]),
        ("prefetch", [prefetch.rendered]),
        ("sink", sink.rendered), ("notify", notify?.rendered ?? []),
        ("bad-records", ["bad-records: {limit: \(badRecords.text)}"]),
      ] + stateEntries
    let left = entries.filter { entry in
      Self.keysOfSinks.allSatisfy { $0.key != entry.key || $0.sinks.contains(sink.key) }
    }
    return left.flatMap(\.lines).joined(separator: "\n") + "\n"
  }

  private var stateEntries: [(key: String, lines: [String])] {
    [
      ("ledger", asksLedger ? ["ledger: \(Self.quoted(ledger))"] : []),
      ("quarantine", ["quarantine: \(Self.quoted(quarantine))"]),
      ("manifests", ["manifests: \(Self.quoted(manifests))"]),
      ("manifest-queue", manifestQueue.map { ["manifest-queue: \(Self.quoted($0))"] } ?? []),
      ("workers", ["workers: \(workers.map(String.init) ?? "auto")"]), ("attempts", ["attempts: \(attempts)"]),
      ("shutdown-deadline", ["shutdown-deadline: \(DurationText.render(shutdownDeadline))"]),
      ("archive", sourceArchive.map { ["archive: \($0.rendered)"] } ?? []),
      ("health", health.map { ["health: {port: \($0.port), host: \(Self.quoted($0.host))}"] } ?? []),
    ]
  }

  /// An address as it may be written; paths need no scheme.
  static func quoted(_ address: Address) -> String {
    let isPath = address.scheme.isLocal && address.fragment == nil
    return quoted(isPath ? address.path : address.description)
  }

  static func quoted(_ patterns: [GlobPattern]) -> String {
    "[\(patterns.map { quoted($0.description) }.joined(separator: ", "))]"
  }

  /// Double-quoted YAML; the environment's `${` is escaped, since this text has been expanded already.
  static func quoted(_ text: String) -> String {
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

extension PipelineConfiguration.SourceArchive {
  /// The value of `archive`.
  var rendered: String {
    let target = to.map { "to: \(PipelineConfiguration.quoted($0))" } ?? "delete: true"
    return "{after: \(DurationText.render(after)), \(target)}"
  }
}
