import Foundation
import MillraceAWS
import NIOCore
import NIOHTTP1

/// Prints what calls cost the client, in microseconds of its CPU time, against a server on this machine.
///
///     millrace-test-server --port 9000 &
///     AWS_ENDPOINT_URL=http://127.0.0.1:9000 AWS_ACCESS_KEY_ID=… millrace-aws-benchmark [calls] [tasks]
@main struct AWSBenchmark {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let calls = arguments.first ?? 20_000
    let tasks = arguments.dropFirst().first ?? 16
    signing(count: 100_000)
    var configuration = try AWSConfiguration.fromEnvironment(ProcessInfo.processInfo.environment)
    configuration.eventLoopThreads = arguments.dropFirst(2).first
    let runtime = AWSRuntime(configuration: configuration)
    let client = S3Client(runtime: runtime)
    try? await client.createBucket(.init(bucket: "benchmark", region: configuration.region ?? "us-east-1"))
    let body = ByteBuffer(repeating: UInt8(ascii: "x"), count: 1_000)
    try await measure("PutObject of 1,000 bytes", calls: calls, tasks: tasks) { index in
      try await client.putObject(.init(bucket: "benchmark", key: "folder/object-\(index).json", body: body))
    }
    try await measure("GetObject of 1,000 bytes", calls: calls, tasks: tasks) { index in
      _ = try await client.getObject(.init(bucket: "benchmark", key: "folder/object-\(index).json"))
    }
    let transport = HTTPTransport(configuration: configuration)
    let endpoint = try AWSEndpoint(parsing: configuration.endpoint ?? "", from: "AWS_ENDPOINT_URL")
    let plain = TransportRequest(.GET, endpoint, target: "/none", headers: ["host": endpoint.authority])
    try await measure("an exchange without a signature", calls: calls, tasks: tasks) { _ in
      _ = try await transport.exchange(plain, maximumBody: 1 << 20)
    }
    await transport.shutdown()
    await runtime.shutdown()
  }

  private static func signing(count: Int) {
    let credentials = AWSCredentials(accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret")
    let signer = SigV4Signer(credentials: credentials, region: "us-east-1", service: "s3")
    let hash = String(repeating: "a", count: 64)
    let start = Cost.now
    for index in 0..<count {
      var headers: HTTPHeaders = [
        "x-amz-sdk-checksum-algorithm": "CRC32", "x-amz-checksum-crc32": "AAAAAA==", "host": "127.0.0.1:9000",
        "x-amz-content-sha256": hash,
      ]
      signer.sign(
        method: .PUT, path: "/benchmark/object-\(index)", query: .empty, headers: &headers, payloadHash: hash,
        at: SigningTime(second: 1_440_938_160))
    }
    (Cost.now - start).report("a signature", calls: count)
  }

  private static func measure(
    _ name: String, calls: Int, tasks: Int, _ call: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    for index in 0..<100 { try await call(index) }
    let start = Cost.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<tasks {
        group.addTask { for index in stride(from: task, to: calls, by: tasks) { try await call(index) } }
      }
      try await group.waitForAll()
    }
    (Cost.now - start).report(name, calls: calls)
  }
}
