internal import Foundation
package import MillraceStorage

extension PipelineRunner {
  /// Opens everything that a pipeline of this machine's folders and SQLite files needs; folders that are not there are
  /// made, but for the source.
  ///
  /// - Parameters:
  ///   - configuration: what to do.
  ///   - events: takes what happens.
  /// - Throws: `PipelineError`.
  public static func open(
    _ configuration: PipelineConfiguration, events: any EventSink
  ) async throws -> PipelineRunner {
    try await open(configuration, storage: LocalStorage(), events: events)
  }

  /// Opens everything that a pipeline needs.
  ///
  /// - Parameters:
  ///   - storage: opens what the configuration's addresses lead to. It is closed when the run has ended.
  ///   - role: which part of the work the run does.
  /// - Throws: `PipelineError`.
  package static func open(
    _ configuration: PipelineConfiguration, storage: any StorageProvider, role: PipelineRole = .all,
    events: any EventSink
  ) async throws -> PipelineRunner {
    let contradictions = configuration.contradictions().map(\.message)
    if !contradictions.isEmpty {
      throw PipelineError(.configuration, contradictions.joined(separator: "\n"))
    }
    do {
      let body = try await makeBody(configuration, storage, role, events)
      return PipelineRunner(body: body, close: { await storage.close() })
    } catch {
      await storage.close()
      throw error.asPipelineError
    }
  }

  /// The kind of pipeline that a sink asks for.
  private static func makeBody(
    _ configuration: PipelineConfiguration, _ storage: any StorageProvider, _ role: PipelineRole,
    _ events: any EventSink
  ) async throws -> any PipelineBody {
    switch configuration.sink {
    case .parquet:
      return try await ManifestPipeline.open(configuration, storage: storage, role: role, events: events)
    case .results, .archive:
      throw PipelineError(
        .configuration, "“sink.\(configuration.sink.key)” cannot be run by this version; use “sink.parquet”")
    }
  }
}
