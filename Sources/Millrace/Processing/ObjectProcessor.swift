/// A processing step of a pipeline whose sink is `results`: what is to be done with each object.
///
/// A type of a user's own package conforms to it and is handed to `PipelineRunner.open` under the name that the pipeline
/// file has in `process: {type: …}`.
public protocol ObjectProcessor: Sendable {
  /// Processes one object. Called for several objects at a time; once or more for each.
  ///
  /// - Parameters:
  ///   - object: what is known of the object.
  ///   - content: its bytes, decompressed, as they arrive.
  /// - Returns: what is written to the sink for it.
  /// - Throws: anything; the object is tried again later, and given up in the end.
  func process(_ object: ObjectMetadata, content: ObjectContent) async throws -> ProcessedObject
}
