import Millrace
import MillraceControl

/// Answers over HTTP how a run is, for as long as it goes on.
struct RunHealth {
  let settings: PipelineConfiguration.Health?
  let pipeline: String

  /// Runs `work` with the server beside it. A server that cannot listen ends the run before it has begun.
  func serve<Result: Sendable>(
    _ runner: PipelineRunner, during work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    guard let settings else { return try await work() }
    let server = HealthServer(
      host: settings.host, port: settings.port, pipeline: pipeline, status: { runner.status },
      progress: { runner.progress })
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        do {
          try await server.run()
        } catch is CancellationError {
          return nil
        } catch let error as ControlError {
          runner.stop()
          throw CommandFailure(message: error.message)
        }
        return nil
      }
      group.addTask { try await work() }
      defer { group.cancelAll() }
      while let finished = try await group.next() {
        if let result = finished { return result }
      }
      throw CancellationError()
    }
  }
}
