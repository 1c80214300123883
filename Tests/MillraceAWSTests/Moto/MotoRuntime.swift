import MillraceAWS
import MillraceTesting
import Testing

/// Calls `body` with a runtime whose services are the tests' moto.
func withMoto(_ body: (AWSRuntime) async throws -> Void) async throws {
  let server = try #require(await MotoServer.shared(), "moto did not start")
  var configuration = AWSConfiguration()
  configuration.endpoint = server.endpoint
  configuration.region = "eu-central-1"
  configuration.credentials = StaticCredentials(
    AWSCredentials(accessKeyID: "AKIATESTTESTTESTTEST", secretAccessKey: "secret"))
  let runtime = AWSRuntime(configuration: configuration)
  do {
    try await body(runtime)
  } catch {
    await runtime.shutdown()
    throw error
  }
  await runtime.shutdown()
}

/// A name that no other test has.
func uniqueName(_ beginning: String) -> String {
  "\(beginning)-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
}
