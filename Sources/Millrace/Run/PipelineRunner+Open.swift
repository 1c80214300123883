internal import Foundation
internal import MillraceStorage

extension PipelineRunner {
  /// Opens everything that a pipeline needs; folders that are not there are made, but for the source.
  ///
  /// - Parameters:
  ///   - configuration: what to do.
  ///   - events: takes what happens.
  /// - Throws: `PipelineError`.
  public static func open(
    _ configuration: PipelineConfiguration, events: any EventSink
  ) async throws -> PipelineRunner {
    let contradictions = configuration.contradictions().map(\.message)
    if !contradictions.isEmpty {
      throw PipelineError(.configuration, contradictions.joined(separator: "\n"))
    }
    do {
      let ledger = try await PipelineStorage.openLedger(configuration)
      var parts = PipelineParts(
        ledger: ledger,
        output: try await DirectoryStore.open(at: configuration.sink.to),
        manifests: try await DirectoryStore.open(at: configuration.manifests),
        quarantine: try await PipelineStorage.openQuarantine(configuration),
        converter: ParquetConverter(configuration))
      // What is not moved into the ledger's file at the end is moved when it is next opened.
      parts.close = { try? ledger.close() }
      parts.retry.maximumAttempts = configuration.attempts
      return PipelineRunner(configuration: configuration, parts: parts, events: events)
    } catch {
      throw error.asPipelineError
    }
  }
}
