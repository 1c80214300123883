/// Puts the environment's values in place of `${NAME}` and `${NAME:-default}`; `$${` is a literal `${`.
struct EnvironmentExpansion {
  /// What could not be expanded, and where it stands in the text.
  struct Failure {
    let offset: Int
    let message: String
  }

  let environment: [String: String]

  /// The expanded text, and what went wrong on the way. A default is taken where the variable is not set or empty.
  func expand(_ text: String) -> (text: String, failures: [Failure]) {
    var result = ""
    var failures: [Failure] = []
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      let tail = rest[dollar...]
      let offset = text.unicodeScalars.distance(from: text.startIndex, to: dollar)
      if tail.hasPrefix("$${") {
        result += "${"
        rest = tail.dropFirst(3)
      } else if tail.hasPrefix("${") {
        guard let close = tail.firstIndex(of: "}") else {
          failures.append(Failure(offset: offset, message: "“${” is not closed; write ${NAME}, or $${ for “${” itself"))
          return (result, failures)
        }
        switch value(of: tail.dropFirst(2)[..<close]) {
        case .success(let value): result += value
        case .failure(let problem): failures.append(Failure(offset: offset, message: problem.message))
        }
        rest = tail[close...].dropFirst()
      } else {
        result.append("$")
        rest = tail.dropFirst()
      }
    }
    return (result + rest, failures)
  }

  private struct Problem: Error {
    let message: String
  }

  private func value(of expression: Substring) -> Result<String, Problem> {
    let separator = expression.firstRange(of: ":-")
    let name = String(separator.map { expression[..<$0.lowerBound] } ?? expression)
    guard let first = name.unicodeScalars.first, first == "_" || (first.isASCII && first.properties.isAlphabetic),
      name.unicodeScalars.allSatisfy({
        $0 == "_" || ($0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil))
      })
    else {
      return .failure(Problem(message: "“\(name)” is not the name of an environment variable; write ${NAME}"))
    }
    if let value = environment[name], separator == nil || !value.isEmpty { return .success(value) }
    if let separator { return .success(String(expression[separator.upperBound...])) }
    return .failure(
      Problem(message: "the environment variable \(name) is not set; set it, or write ${\(name):-default}"))
  }
}
