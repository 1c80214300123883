package import Millrace
package import MillraceStorage

/// A pipeline as a function: what it is called with stands in for its source. Everything else stays open between calls.
package struct LambdaFunction: Sendable {
  let configuration: PipelineConfiguration
  let role: PipelineRole
  let storage: WarmStorage
  let processors: [String: any ObjectProcessor]
  let events: any EventSink
  /// The queue that calls stand in for; nil where the source is looked through.
  let queue: Address?

  /// Opens the places of a pipeline, so that what is missing is known before the first call.
  ///
  /// - Parameters:
  ///   - configuration: see ``LambdaPlaces`` for what is changed of it.
  ///   - role: which part of the work a function does, where the pipeline has a queue of manifests.
  ///   - storage: opens what the configuration's addresses lead to. It is closed by ``close()``.
  ///   - processors: processing steps by the names that `process: {type: …}` has for them.
  ///   - places: where a function can write.
  /// - Throws: ``LambdaFailure``.
  package static func open(
    _ configuration: PipelineConfiguration, role: PipelineRole = .all, storage: any StorageProvider,
    processors: [String: any ObjectProcessor] = [:], places: LambdaPlaces, events: any EventSink
  ) async throws -> LambdaFunction {
    if configuration.manifestQueue != nil, role == .all {
      throw LambdaFailure(
        .pipelineFile,
        "A pipeline with a “manifest-queue” is two functions: one with --role plan (or MILLRACE_ROLE=plan), which the "
          + "source's queue calls, and one with --role convert, which the queue of manifests calls.")
    }
    let adapted = try places.adapt(configuration, events: events)
    let function = LambdaFunction(
      configuration: adapted, role: role, storage: WarmStorage(storage), processors: processors, events: events,
      queue: role == .convert ? adapted.manifestQueue : adapted.sourceQueue)
    do {
      _ = try await function.open(adapted, InvocationQueue([], location: "none"), events)
    } catch {
      await function.close()
      throw LambdaFailure(.places, Self.message(of: error))
    }
    return function
  }

  /// Closes connections.
  package func close() async { await storage.close() }

  func open(
    _ configuration: PipelineConfiguration, _ queue: InvocationQueue, _ events: any EventSink
  ) async throws -> PipelineRunner {
    try await PipelineRunner.open(
      configuration, storage: InvocationStorage(storage: storage, address: self.queue, queue: queue), role: role,
      processors: processors, events: events)
  }

  static func message(of error: any Error) -> String { (error as? PipelineError)?.message ?? "\(error)" }
}
