import ArgumentParser
import Foundation
import Millrace

/// The pipeline file that a command works with.
struct PipelineArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("The pipeline file.", valueName: "file"))
  var file: String

  /// - Throws: `CommandFailure` with all problems of the file.
  func load() throws -> PipelineConfiguration {
    do {
      return try configuration()
    } catch {
      throw CommandFailure.usage(
        "\(error)\nThe keys and their defaults are described in docs/pipeline-file.md; `millrace init` writes a file to "
          + "start from.")
    }
  }

  func configuration() throws(ConfigurationError) -> PipelineConfiguration {
    try PipelineConfiguration.load(path: file, environment: ProcessInfo.processInfo.environment)
  }
}
