internal import Hummingbird
internal import Logging
package import Millrace
internal import NIOCore

/// Answers over HTTP how a run is: `/health` and `/ready` for orchestrators, `/metrics` for Prometheus.
///
/// | path | 200 | 503 |
/// |---|---|---|
/// | `/health` | polling goes on, or there is no room for more | no poll has come back for ``RunStatus/stallLimit`` |
/// | `/ready` | the source has answered | not yet, or the run is ending |
/// | `/metrics` | always | |
package struct HealthServer: Sendable {
  private let host: String
  private let port: Int
  private let pipeline: String
  private let status: @Sendable () -> RunStatus
  private let progress: @Sendable () -> RunProgress

  /// - Parameters:
  ///   - host: the address to listen on: `0.0.0.0` for all of the machine's, `127.0.0.1` for this machine only.
  ///   - port: 0 takes any that is free.
  ///   - pipeline: the name that metrics carry.
  package init(
    host: String = "0.0.0.0", port: Int = 8080, pipeline: String, status: @escaping @Sendable () -> RunStatus,
    progress: @escaping @Sendable () -> RunProgress
  ) {
    self.host = host
    self.port = port
    self.pipeline = pipeline
    self.status = status
    self.progress = progress
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter whenListening: told the port.
  /// - Throws: `ControlError` where the address cannot be listened on.
  package func run(whenListening: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
    let application = Application(
      router: router, configuration: .init(address: .hostname(host, port: port)),
      onServerRunning: { channel in whenListening(channel.localAddress?.port ?? port) },
      // What a run has to say it says by its events.
      logger: Logger(label: "millrace.health") { _ in SwiftLogNoOpLogHandler() })
    do {
      try await application.run()
    } catch is CancellationError {
    } catch {
      throw ControlError(
        code: .cannotListen,
        message:
          "Cannot listen on \(host):\(port) for health checks: \(error). Stop what uses the port, or set another "
          + "one by “health: {port: …}”.",
        cause: error)
    }
  }

  private var router: Router<BasicRequestContext> {
    let router = Router()
    router.get("health") { _, _ in HealthReport(status()).response }
    router.get("ready") { _, _ in ReadyReport(status()).response }
    router.get("metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(string: Metrics(status(), progress(), pipeline: pipeline).text)))
    }
    return router
  }
}
