import ArgumentParser
import Foundation
import Millrace

/// The pipeline file that a command works with.
struct PipelineArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("The pipeline file.", valueName: "file"))
  var file: String

  /// - Throws: `CommandFailure` with all problems of the file.
  ///
  /// - Parameter checksPrograms: whether programs that the file names must be there.
  func load(checksPrograms: Bool = false) throws -> PipelineConfiguration {
    do {
      return try checksPrograms ? checked() : configuration()
    } catch {
      throw CommandFailure.usage(
        "\(error)\nThe keys and their defaults are described in docs/pipeline-file.md; `millrace init` writes a file to "
          + "start from.")
    }
  }

  /// The same, with what is wrong with this machine.
  ///
  /// - Throws: `ConfigurationError`, also where a program that the file names cannot be run.
  func checked() throws(ConfigurationError) -> PipelineConfiguration {
    let configuration = try configuration()
    let missing = configuration.missingPrograms()
    if !missing.isEmpty { throw ConfigurationError(file: file, problems: missing) }
    return configuration
  }

  func configuration() throws(ConfigurationError) -> PipelineConfiguration {
    try PipelineConfiguration.load(path: file, environment: ProcessInfo.processInfo.environment)
  }
}
