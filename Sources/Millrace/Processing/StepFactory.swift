/// Makes the steps of a run: one for each of its pipelines.
struct StepFactory: Sendable {
  private let make: @Sendable () -> any ObjectStep

  init(_ make: @escaping @Sendable () -> any ObjectStep) {
    self.make = make
  }

  func makeStep() -> any ObjectStep { make() }

  /// The step that a pipeline file asks for.
  ///
  /// - Parameters:
  ///   - processors: Swift types by the names of `process: {type: …}`.
  ///   - lineLimit: the longest line that is handed to a program.
  /// - Throws: `PipelineError` where there is no such type.
  init(
    _ process: PipelineConfiguration.Process, processors: [String: any ObjectProcessor], lineLimit: Int,
    events: any EventSink
  ) throws {
    self.init(try Self.processing(process, processors: processors, lineLimit: lineLimit, events: events))
  }

  /// What makes the steps that a pipeline file asks for.
  static func processing(
    _ process: PipelineConfiguration.Process, processors: [String: any ObjectProcessor], lineLimit: Int,
    events: any EventSink
  ) throws -> @Sendable () -> any ProcessingStep {
    switch process {
    case .lines: return { ProcessorStep(processor: LineCounter()) }
    case .type(let name):
      guard let processor = processors[name] else { throw Self.unknown(name, processors.keys.sorted()) }
      return { ProcessorStep(processor: processor) }
    case .run(let program):
      var options = ProgramOptions(command: program.command)
      options.timeout = program.timeout
      options.lineLimit = lineLimit
      let settings = options
      switch program.each {
      case .object: return { ObjectProgram(options: settings, events: events) }
      case .line: return { LineProgram(options: settings, events: events) }
      }
    }
  }

  private static func unknown(_ name: String, _ known: [String]) -> PipelineError {
    let there = known.isEmpty ? "this program was built without any" : "there are \(known.joined(separator: ", "))"
    return PipelineError(
      .configuration,
      "“process.type: \(name)” names no processing step: \(there). A package of one's own registers its steps when it "
        + "opens the pipeline.")
  }
}
