internal import Yams

/// Turns YAML nodes into values and collects every problem on the way, so that a person sees all of them at once.
final class ConfigurationReader {
  private(set) var problems: [ConfigurationProblem] = []
  let expansion: EnvironmentExpansion
  let folder: String
  /// Where each key's value stands, for problems that are found only when all has been read.
  private var marks: [String: Mark] = [:]

  init(environment: [String: String], folder: String) {
    expansion = EnvironmentExpansion(environment: environment)
    self.folder = folder
  }

  func report(_ message: String, at node: Node, key: String) {
    report(message, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, key: key)
  }

  /// Reports a problem of a value that has been read before.
  func report(_ problem: ConfigurationProblem) {
    // A value that is a default has no mark of its own: its section's is the next best.
    var key = problem.key[...]
    while marks[String(key)] == nil, let dot = key.lastIndex(of: ".") { key = key[..<dot] }
    let mark = marks[String(key)]
    report(problem.message, line: mark?.line ?? 1, column: mark?.column ?? 1, key: problem.key)
  }

  /// Reports a problem within a value.
  func report(_ message: String, line: Int?, column: Int?, key: String) {
    problems.append(ConfigurationProblem(key: key, line: line, column: column, message: message))
  }

  /// The entries of a mapping. An unknown key is a problem that lists the known ones.
  func section(_ node: Node, key: String, known: [String]) -> ConfigurationSection? {
    marks[key] = node.mark
    guard case .mapping(let mapping) = node else {
      let here = key.isEmpty ? "the pipeline file" : "“\(key)”"
      report("\(here) must hold keys: \(known.joined(separator: ", "))", at: node, key: key)
      return nil
    }
    var entries: [String: Node] = [:]
    for (name, value) in mapping {
      guard case .scalar(let scalar) = name, known.contains(scalar.string) else {
        reportUnknown(name, in: key, known: known)
        continue
      }
      entries[scalar.string] = value
    }
    return ConfigurationSection(reader: self, key: key, node: node, entries: entries)
  }

  private func reportUnknown(_ name: Node, in key: String, known: [String]) {
    let text = name.scalar?.string ?? "this"
    let place = key.isEmpty ? "" : " in “\(key)”"
    let guess = NearestName.find(text, among: known).map { "; did you mean “\($0)”?" } ?? "."
    report(
      "“\(text)” is not a key\(place)\(guess) Known keys: \(known.joined(separator: ", "))", at: name,
      key: key.isEmpty ? text : "\(key).\(text)")
  }

  /// A scalar's text, with the environment's values in it.
  func text(_ node: Node, key: String, wanted: String) -> String? {
    marks[key] = node.mark
    guard case .scalar(let scalar) = node else {
      report("“\(key)” must be \(wanted)", at: node, key: key)
      return nil
    }
    let (text, failures) = expansion.expand(scalar.string)
    let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
    for failure in failures {
      let column = (node.mark?.column ?? 1) + failure.offset + (isQuoted ? 1 : 0)
      report("“\(key)”: \(failure.message)", line: node.mark?.line, column: column, key: key)
    }
    guard failures.isEmpty else { return nil }
    guard !text.isEmpty else {
      report("“\(key)” is empty; write \(wanted)", at: node, key: key)
      return nil
    }
    return text
  }

  /// A scalar that `parse` understands.
  func value<Value>(_ node: Node, key: String, wanted: String, parse: (String) -> Value?) -> Value? {
    guard let text = text(node, key: key, wanted: wanted) else { return nil }
    guard let value = parse(text) else {
      report("“\(key)”: “\(text)” is not \(wanted)", at: node, key: key)
      return nil
    }
    return value
  }
}
