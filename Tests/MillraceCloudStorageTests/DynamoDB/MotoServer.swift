import Foundation
import MillraceAWS
import MillraceCloudStorage
import MillraceStorage
import MillraceTesting
import Synchronization

/// A mock of AWS in a process of its own, on a free port. It takes a second to start, so tests share one; it ends with the
/// process of the tests.
final class MotoServer: Sendable {
  static let isAvailable = python != nil

  private static let start = Task { try await MotoServer() }

  static var shared: MotoServer {
    get async throws { try await start.value }
  }

  let runtime: AWSRuntime
  let port: Int

  private init() async throws {
    guard let python = MotoServer.python else { throw InjectedFault() }
    port = try freePort()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, "-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    MotoServer.processID.store(process.processIdentifier, ordering: .relaxed)
    atexit { kill(MotoServer.processID.load(ordering: .relaxed), SIGKILL) }
    runtime = try AWSRuntime(
      configuration: .fromEnvironment([
        "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "eu-central-1",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:\(port)", "HOME": "/nonexistent",
      ]))
    while (try? await client.listTables()) == nil {
      guard process.isRunning else { throw InjectedFault() }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  private static let processID = Atomic<pid_t>(0)

  var client: DynamoDBClient { DynamoDBClient(runtime: runtime) }

  /// A ledger in tables of its own, unless named.
  func ledger(
    _ table: String = "t\(UUID().uuidString)", clock: any WallClock = SystemWallClock(),
    options: DynamoDBOptions = DynamoDBOptions()
  ) async throws -> DynamoDBLedger {
    let address = Address(scheme: .dynamodb, path: table)
    return try await DynamoDBLedger.open(at: address, client: client, clock: clock, options: options)
  }

  /// The first Python that has moto.
  private static let python: String? = ["python3", "python3.11"].first { name in
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name, "-c", "import moto.server"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
