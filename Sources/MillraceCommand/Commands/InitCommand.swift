import ArgumentParser
import Foundation

/// Writes a pipeline file to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a pipeline file to start from.",
    discussion: """
      Writes pipeline.yaml with every key, its default and what it does, and makes the folder that the pipeline reads.

      EXAMPLES
        millrace init ndjson-to-parquet
        millrace init ndjson-to-parquet my-pipeline
      """)

  @Argument(help: "The job: ndjson-to-parquet.")
  var job: PipelineTemplate

  @Argument(help: ArgumentHelp("Directory for the file; made if it is not there.", valueName: "dir"))
  var directory = "."

  @Flag(help: "Replace a pipeline file that exists.")
  var overwrite = false

  @Flag(help: "Print only the name of the file.")
  var quiet = false

  func run() throws {
    let prefix = directory == "." ? "" : directory.hasSuffix("/") ? directory : directory + "/"
    let path = prefix + "pipeline.yaml"
    if FileManager.default.fileExists(atPath: path), !overwrite {
      throw CommandFailure.usage("\(path): exists already. Use --overwrite to replace it, or choose another directory.")
    }
    try createDirectory(prefix + "inbox")
    let file = try OutputFile(path)
    var text = job.text
    try text.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
    try file.publish(durable: true)
    StandardOutput.shared.print(quiet ? path : nextSteps(path: path, inbox: prefix + "inbox"))
  }

  private func nextSteps(path: String, inbox: String) -> String {
    """
    \(path): written. It reads \(inbox)/.

    What next:
      millrace validate \(path)
          shows every key with its value
      millrace generate \(inbox) --count 10
          makes sample data, if you have none at hand
      millrace run \(path) --until-idle
          converts what is there, then stops
      millrace run \(path)
          watches the folder until it is stopped
    """
  }
}

extension PipelineTemplate: ExpressibleByArgument {}
