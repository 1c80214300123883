import ArgumentParser

/// The `millrace` binary: its subcommands, one file each under `Commands/`.
struct MillraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "millrace",
    abstract: "Moves files and messages, and turns them into Parquet: nothing lost, nothing twice.",
    discussion: """
      EXAMPLES
        millrace convert events.ndjson events.parquet
        millrace init ndjson-to-parquet
        millrace run pipeline.yaml --until-idle
        millrace help exit-codes
      """,
    version: "millrace \(Version.text)",
    subcommands: [
      ConvertCommand.self, InspectCommand.self,
      InitCommand.self, ValidateCommand.self, RunCommand.self,
      StatusCommand.self, WhereCommand.self, QuarantineCommand.self,
      CheckCommand.self, ArchiveCommand.self,
      DoctorCommand.self, SendCommand.self, RedriveCommand.self, LambdaCommand.self,
      GenerateCommand.self, ExitCodesCommand.self,
    ])
}
