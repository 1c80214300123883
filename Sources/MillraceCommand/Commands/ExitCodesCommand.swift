import ArgumentParser

/// A page of help rather than a command: `millrace help exit-codes`.
struct ExitCodesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exit-codes",
    abstract: "What the exit codes mean.",
    discussion: ExitStatus.allCases.map { "  \($0.rawValue)  \($0.meaning)" }.joined(separator: "\n") + """


      EXAMPLES
        millrace convert *.ndjson out.parquet || echo "exit code $?"
      """)

  func run() {
    for status in ExitStatus.allCases { StandardOutput.shared.print("\(status.rawValue)  \(status.meaning)") }
  }
}
