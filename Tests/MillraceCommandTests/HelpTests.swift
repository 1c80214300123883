import Testing

@Suite struct HelpTests {
  static let commands = [
    [], ["convert"], ["inspect"], ["init"], ["validate"], ["run"], ["status"], ["where"], ["quarantine"],
    ["quarantine", "list"], ["quarantine", "show"], ["quarantine", "release"], ["generate"], ["exit-codes"],
    ["send"], ["redrive"], ["doctor"], ["check"], ["archive"],
  ]

  @Test(arguments: commands) func everyCommandHasExamples(command: [String]) throws {
    let place = try Workplace()
    let outcome = try place.millrace.start(command + ["--help"]).outcome()
    #expect(outcome.status == 0)
    #expect(
      outcome.text.contains(
        "EXAMPLES\n  millrace \(command.first == "exit-codes" ? "convert" : command.joined(separator: " "))"))
    #expect(outcome.errors.isEmpty)
  }

  @Test func exitCodesAreDocumented() throws {
    let outcome = try Workplace().millrace("help", "exit-codes")
    #expect(outcome.status == 0)
    for code in 0...4 { #expect(outcome.text.contains("\n  \(code)  ")) }
  }

  @Test func theVersionIsPrinted() throws {
    let outcome = try Workplace().millrace("--version")
    #expect(outcome.text.hasPrefix("millrace "))
    #expect(outcome.status == 0)
  }

  @Test(arguments: [
    ["convert"], ["convert", "only-one"], ["no-such-command"], ["generate"], ["generate", "x", "--size", "huge"],
    ["generate", "x", "--bad-share", "2"], ["generate", "-"], ["inspect"], ["inspect", "x", "--head", "-1"],
    ["quarantine", "release", "x"], ["init", "unknown-job"], ["convert", "a", "b.parquet", "--columns", "id: int128"],
    ["convert", "a", "b.parquet", "--workers", "0"], ["run", "missing.yaml"], ["validate", "missing.yaml"],
    ["send"], ["send", "no-queue"], ["send", "s3://bucket"], ["send", "sqs:q", "--delay", "901"], ["redrive"],
    ["redrive", "no-queue.txt"], ["redrive", "sqs:q", "--limit", "0"],
    ["check"], ["check", "missing.yaml"], ["archive", "missing.yaml", "--to", "x", "--delete"],
    ["archive", "missing.yaml", "--older-than", "week"],
  ])
  func wrongUseIsAnErrorOfItsOwn(arguments: [String]) throws {
    let place = try Workplace()
    let outcome = try place.millrace.start(arguments).outcome()
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.isEmpty)
    #expect(try place.names().isEmpty)
  }
}
