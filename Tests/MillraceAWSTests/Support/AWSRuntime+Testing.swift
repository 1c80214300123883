import MillraceAWS

extension AWSRuntime {
  /// Runs `body` with a runtime whose requests go to one endpoint.
  static func run<Result>(
    _ endpoint: String, clock: AWSClock = .system, change: (inout AWSConfiguration) -> Void = { _ in },
    _ body: (AWSRuntime) async throws -> Result
  ) async throws -> Result {
    var configuration = AWSConfiguration()
    configuration.region = "eu-central-1"
    configuration.endpoint = endpoint
    configuration.eventLoopThreads = 1
    configuration.credentials = StaticCredentials(AWSCredentials(accessKeyID: "AKID", secretAccessKey: "SECRETKEY"))
    change(&configuration)
    let runtime = AWSRuntime(configuration: configuration, clock: clock)
    do {
      let result = try await body(runtime)
      await runtime.shutdown()
      return result
    } catch {
      await runtime.shutdown()
      throw error
    }
  }
}
