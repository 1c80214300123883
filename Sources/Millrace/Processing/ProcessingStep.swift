/// A step that reads an object as a stream and makes one result of it.
protocol ProcessingStep: ObjectStep {
  /// How the result's name ends.
  var suffix: String { get }

  /// Processes an object; what comes of it goes into `output`.
  func process(_ object: ObjectMetadata, content: ObjectContent, into output: ResultWriter) async throws
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
