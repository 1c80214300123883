/// A pipeline file that cannot be run: all of its problems, in the order of its lines.
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
  /// The pipeline file, as it was named.
  public let file: String
  /// What is wrong with it; never empty.
  public let problems: [ConfigurationProblem]

  package init(file: String, problems: [ConfigurationProblem]) {
    self.file = file
    self.problems = problems
  }

  /// `file:line:column: message`, a line for each problem.
  public var description: String {
    problems.map { problem in
      let position = [problem.line, problem.column].compactMap { $0 }.map { ":\($0)" }.joined()
      return "\(file)\(position): \(problem.message)"
    }.joined(separator: "\n")
  }
}
