internal import Foundation
public import MillraceStorage

extension PipelineRunner {
  /// Opens everything that a pipeline of this machine's folders and SQLite files needs; folders that are not there are
  /// made, but for the source.
  ///
  /// - Parameters:
  ///   - configuration: what to do.
  ///   - processors: processing steps by the names that `process: {type: …}` has for them.
  ///   - events: takes what happens.
  /// - Throws: `PipelineError`.
  public static func open(
    _ configuration: PipelineConfiguration, processors: [String: any ObjectProcessor] = [:], events: any EventSink
  ) async throws -> PipelineRunner {
    try await open(configuration, storage: EmbeddedStorage(), processors: processors, events: events)
  }

  /// Opens everything that a pipeline needs, on services as well: `try await PipelineRunner.open(configuration, on:
  /// CloudStorage(), …)`.
  ///
  /// - Parameters:
  ///   - configuration: what to do.
  ///   - services: opens what the configuration's addresses lead to. It is closed when the run has ended.
  ///   - processors: processing steps by the names that `process: {type: …}` has for them.
  ///   - events: takes what happens.
  /// - Throws: `PipelineError`.
  public static func open(
    _ configuration: PipelineConfiguration, on services: any StorageServices,
    processors: [String: any ObjectProcessor] = [:], events: any EventSink
  ) async throws -> PipelineRunner {
    guard let storage = services as? any StorageProvider else {
      throw PipelineError(.configuration, "pipelines run on CloudStorage, not on \(type(of: services))")
    }
    return try await open(configuration, storage: storage, processors: processors, events: events)
  }

  /// Opens everything that a pipeline needs.
  ///
  /// - Parameters:
  ///   - storage: opens what the configuration's addresses lead to. It is closed when the run has ended.
  ///   - role: which part of the work the run does.
  /// - Throws: `PipelineError`.
  package static func open(
    _ configuration: PipelineConfiguration, storage: any StorageProvider, role: PipelineRole = .all,
    processors: [String: any ObjectProcessor] = [:], events: any EventSink
  ) async throws -> PipelineRunner {
    let contradictions = (configuration.contradictions() + configuration.missingPrograms()).map(\.message)
    if !contradictions.isEmpty {
      throw PipelineError(.configuration, contradictions.joined(separator: "\n"))
    }
    do {
      try makeStateFolder(configuration)
      let body = try await makeBody(configuration, storage, role, processors, events)
      return PipelineRunner(body: body, close: { await storage.close() })
    } catch {
      await storage.close()
      throw error.asPipelineError
    }
  }

  /// Where the ledger is a file, its folder is made.
  private static func makeStateFolder(_ configuration: PipelineConfiguration) throws {
    guard configuration.ledger.scheme == .sqlite else { return }
    let folder = PathText.parent(configuration.ledger.path)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw PipelineError(
        .ledgerUnavailable,
        "the folder \(folder) of the ledger cannot be made: \((error as NSError).localizedDescription)", cause: error)
    }
  }

  /// The kind of pipeline that a sink asks for.
  private static func makeBody(
    _ configuration: PipelineConfiguration, _ storage: any StorageProvider, _ role: PipelineRole,
    _ processors: [String: any ObjectProcessor], _ events: any EventSink
  ) async throws -> any PipelineBody {
    switch configuration.sink {
    case .parquet:
      return try await ManifestPipeline.open(configuration, storage: storage, role: role, events: events)
    case .results(let sink):
      return try await DeliveryOpening(configuration, storage, events).results(sink, processors)
    case .converted(let sink):
      return try await DeliveryOpening(configuration, storage, events).converted(sink)
    case .webhook(let sink):
      return try await DeliveryOpening(configuration, storage, events).webhook(sink)
    case .archive(let sink):
      return try await DeliveryOpening(configuration, storage, events).archive(sink)
    case .queue(let sink):
      return try await LoadOpening(configuration, storage, events).pipeline(sink)
    }
  }
}
