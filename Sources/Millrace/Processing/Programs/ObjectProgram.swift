/// A program that is started for each object: the object's bytes on its standard input, the result from its standard output.
struct ObjectProgram: ProcessingStep {
  let options: ProgramOptions
  let events: any EventSink
  let suffix = "json"

  func process(_ object: ObjectMetadata, content: ObjectContent, into output: ResultWriter) async throws {
    let program = try ChildProgram(options.command, environment: object.environment, events: events)
    let limit = DurationText.render(options.timeout)
    try await withTimeout(options.timeout, "“\(program.name)” took longer than \(limit) and was ended") {
      try await Self.exchange(program, content, output)
    } expire: {
      await program.end(grace: options.grace)
    }
    program.endGroup()
    program.abandon()
  }

  func close() async {}

  private static func exchange(
    _ program: ChildProgram, _ content: ObjectContent, _ output: ResultWriter
  ) async throws {
    async let feeding: Void = feed(content, to: program.input)
    while true {
      let bytes = await program.output.read()
      if bytes.isEmpty { break }
      try await output.write(bytes)
    }
    try await feeding
    let end = await program.waitForEnd()
    try Task.checkCancellation()
    guard end.isSuccess else { throw await ProcessingError.failed(program, end) }
  }

  /// A program need not read all of its input: `head` does not.
  private static func feed(_ content: ObjectContent, to input: PipeWriter) async throws {
    do {
      for try await piece in content {
        guard await input.write(piece) else { break }
      }
    } catch {
      await input.close()
      throw error
    }
    await input.close()
  }
}

extension ProcessingError {
  static func failed(_ program: ChildProgram, _ end: ProgramEnd) async -> ProcessingError {
    let said = await program.errors.lastLine()
    return ProcessingError(.programFailed, "“\(program.name)” \(end)" + (said.map { ": \($0)" } ?? ""))
  }
}
