import ArgumentParser

/// The `millrace` binary: its subcommands, one file each under `Commands/`.
struct MillraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "millrace",
    abstract: "Moves files and messages, and turns them into Parquet: nothing lost, nothing twice.",
    discussion: """
      EXAMPLES
        millrace convert events.ndjson events.parquet    one file, no configuration
        millrace init ndjson-to-parquet                  write a pipeline file to start from
        millrace run pipeline.yaml --until-idle          convert all that waits, then stop
        millrace help exit-codes                         what the exit codes mean
      """,
    version: "millrace \(Version.text)",
    subcommands: [
      GenerateCommand.self, ExitCodesCommand.self,
    ])
}
