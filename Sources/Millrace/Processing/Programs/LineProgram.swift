/// A program that stays: a line in, a line out, in order. Each pipeline of a run has one of its own.
///
/// Blank lines are not handed over. A program that ends, or does not answer in time, costs the object it was working on;
/// for the next one it is started again, after a pause that grows while it keeps on failing.
actor LineProgram: ProcessingStep {
  nonisolated let suffix = "ndjson"
  private let options: ProgramOptions
  private let events: any EventSink
  private var running: ChildProgram?
  private var failures = 0

  init(options: ProgramOptions, events: any EventSink) {
    self.options = options
    self.events = events
  }

  func process(_ object: ObjectMetadata, content: ObjectContent, into output: ResultWriter) async throws {
    let program = try await started()
    let options = options
    let limit = DurationText.render(options.timeout)
    do {
      try await withTimeout(options.timeout, "“\(program.name)” took longer than \(limit) and was ended") {
        try await LineExchange(program: program).run(content.lines(limit: options.lineLimit), into: output)
      } expire: {
        await program.end(grace: options.grace)
      }
      failures = 0
    } catch {
      // What it would still say belongs to this object; the next one gets a new program.
      running = nil
      failures += 1
      throw error
    }
  }

  func close() async {
    let last = running
    running = nil
    await last?.input.close()
    await last?.end(grace: options.grace)
  }

  private func started() async throws -> ChildProgram {
    if let running { return running }
    if failures > 0 {
      events.record(
        PipelineEvent(
          .warning, "program-restarted", "“\(options.command[0])” is started again",
          [("program", .text(options.command[0])), ("failures", .number(Int64(failures)))]))
      try await Task.sleep(for: options.restart.delay(afterFailures: failures))
    }
    do {
      let program = try ChildProgram(options.command, environment: [:], events: events)
      running = program
      return program
    } catch {
      failures += 1
      throw error
    }
  }
}
