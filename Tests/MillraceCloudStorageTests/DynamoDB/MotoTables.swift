import Foundation
import MillraceAWS
import MillraceCloudStorage
import MillraceStorage
import MillraceTesting
import Testing

/// Ledgers in the DynamoDB of moto.
enum MotoTables {
  private static let runtime = Task { () async throws -> AWSRuntime in
    let server = try #require(await MotoServer.shared())
    return AWSRuntime(
      configuration: try .fromEnvironment([
        "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "eu-central-1",
        "AWS_ENDPOINT_URL": server.endpoint, "HOME": "/nonexistent",
      ]))
  }

  static var client: DynamoDBClient {
    get async throws { DynamoDBClient(runtime: try await runtime.value) }
  }

  /// Of a table that there is none of.
  static func newName() -> String { "t\(UUID().uuidString)" }

  static func ledger(
    _ table: String = newName(), clock: any WallClock = SystemWallClock(),
    options: DynamoDBOptions = DynamoDBOptions()
  ) async throws -> DynamoDBLedger {
    try await DynamoDBLedger.open(
      at: Address(scheme: .dynamodb, path: table), client: client, clock: clock, options: options)
  }
}
