import Foundation
import MillraceAWS
import MillraceTesting
import NIOHTTP1
import Testing

@Suite("Endpoints in the shared files") struct ProfileEndpointTests {
  private func target(_ config: String, _ environment: [String: String] = [:]) async throws -> Int {
    let folder = try TemporaryDirectory()
    return try await ScriptedServer.run { _, _ in
      .ok
    } _: { server in
      let text = config.replacing("HERE", with: server.endpoint)
      try text.write(toFile: "\(folder.path)/config", atomically: true, encoding: .utf8)
      var set = environment.mapValues { $0.replacing("HERE", with: server.endpoint) }
      set["AWS_CONFIG_FILE"] = "\(folder.path)/config"
      set.merge(["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "eu-west-1"]) { $1 }
      var configuration = try AWSConfiguration.fromEnvironment(set)
      configuration.eventLoopThreads = 1
      let runtime = AWSRuntime(configuration: configuration)
      _ = try? await AWSServiceClient(service: .sqs, runtime: runtime).send(AWSRequest(.POST), operation: "ListQueues")
      await runtime.shutdown()
      return server.requests.count
    }
  }

  @Test("a service's in its section goes before the profile's") func section() async throws {
    let config = """
      [default]
      services = local
      endpoint_url = http://127.0.0.1:1
      [services local]
      s3 =
        endpoint_url = http://127.0.0.1:2
      sqs =
        endpoint_url = HERE
      """
    #expect(try await target(config) == 1)
  }

  @Test("the profile's") func profile() async throws {
    #expect(try await target("[default]\nendpoint_url = HERE\n") == 1)
  }

  @Test("variables go before files") func variables() async throws {
    #expect(try await target("[default]\nendpoint_url = http://127.0.0.1:1\n", ["AWS_ENDPOINT_URL_SQS": "HERE"]) == 1)
  }
}
