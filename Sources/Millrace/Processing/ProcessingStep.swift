/// What is done with each object, as the engine sees it. Each pipeline of a run has a step of its own.
protocol ProcessingStep: Sendable {
  /// How the result's name ends.
  var suffix: String { get }

  /// Processes an object; what comes of it goes into `output`.
  func process(_ object: ObjectMetadata, content: ObjectContent, into output: ResultWriter) async throws

  /// Called once, when no more objects come.
  func close() async
}

/// A Swift type as a step.
struct ProcessorStep: ProcessingStep {
  let processor: any ObjectProcessor
  let suffix = "json"

  func process(_ object: ObjectMetadata, content: ObjectContent, into output: ResultWriter) async throws {
    try await output.write(try await processor.process(object, content: content).json)
  }

  func close() async {}
}
