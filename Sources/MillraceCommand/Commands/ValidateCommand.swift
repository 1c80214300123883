import ArgumentParser
import Millrace

/// Checks a pipeline file without running it.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check a pipeline file and show what holds.",
    discussion: """
      Prints the whole configuration as a pipeline file: every key with the value that holds, defaults and variables of \
      the environment filled in. Problems are printed all at once, each with its line, its column and the way out.

      EXAMPLES
        millrace validate pipeline.yaml
        INBOX=/data/in millrace validate pipeline.yaml
        millrace validate pipeline.yaml --json
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Flag(help: "Print the result as JSON: valid, problems, configuration.")
  var json = false

  /// The result, for `--json`.
  private struct Facts: Encodable {
    struct Problem: Encodable {
      var key: String
      var line: Int?
      var column: Int?
      var message: String
    }

    var file: String
    var valid: Bool
    var problems: [Problem] = []
    /// As a pipeline file.
    var configuration: String?
  }

  func run() throws {
    guard json else {
      StandardOutput.shared.print(try pipeline.load(checksPrograms: true).rendered())
      StandardError.write("\(pipeline.file): valid.\n")
      return
    }
    do throws(ConfigurationError) {
      let configuration = try pipeline.checked()
      try? FactsOutput.print(Facts(file: pipeline.file, valid: true, configuration: configuration.rendered()))
    } catch {
      let problems = error.problems.map {
        Facts.Problem(key: $0.key, line: $0.line, column: $0.column, message: $0.message)
      }
      try FactsOutput.print(Facts(file: pipeline.file, valid: false, problems: problems))
      throw ExitStatus.usage
    }
  }
}
