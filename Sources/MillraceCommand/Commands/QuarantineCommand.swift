import ArgumentParser

/// What was refused, and the way back.
struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "List, show and release what a pipeline has quarantined.",
    discussion: """
      Bad records are kept by manifest, as NDJSON with the input, the line, the byte, the reason and the record itself. \
      Whole files stay where they are; their entry says why they were refused.

      EXAMPLES
        millrace quarantine list pipeline.yaml
        millrace quarantine show pipeline.yaml bad-records/events/2026-01-01/1f0c….ndjson --records > repair.ndjson
        millrace quarantine release pipeline.yaml --input inbox/2026-01-01-events-00001.ndjson
      """,
    subcommands: [QuarantineListCommand.self, QuarantineShowCommand.self, QuarantineReleaseCommand.self])
}
