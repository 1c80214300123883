package import MillraceAWS
public import Foundation
public import MillraceStorage

/// Opens every kind of address: on this machine, at AWS or at services that speak its protocols, and in Redis.
///
/// Credentials, region and endpoints are found as AWS's own tools find them. Connections are shared by all that one
/// `CloudStorage` opens, and closed with ``close()``.
public final class CloudStorage: StorageProvider, StorageServices {
  package let runtime: AWSRuntime
  private let embedded: EmbeddedStorage
  private let clock: any WallClock

  /// - Throws: an error that names the variable whose value cannot be used.
  public convenience init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
    self.init(configuration: try AWSConfiguration.fromEnvironment(environment))
  }

  package init(configuration: AWSConfiguration, clock: any WallClock = SystemWallClock()) {
    runtime = AWSRuntime(configuration: configuration)
    embedded = EmbeddedStorage(clock: clock)
    self.clock = clock
  }

  package func objectStore(_ address: Address) async throws -> any ObjectStore {
    switch address.scheme {
    case .s3: return S3ObjectStore(address, runtime: runtime)
    case .http, .https: return try HTTPIndexStore(address, runtime: runtime)
    default: return try await embedded.objectStore(address)
    }
  }

  package func bucket(_ name: String, in base: Address?) async throws -> any ObjectStore {
    guard let base else { return S3ObjectStore(bucket: name, runtime: runtime) }
    return try await embedded.bucket(name, in: base)
  }

  package func queue(_ address: Address) async throws -> any MessageQueue {
    let address = address.ofQueue
    if address.scheme == .sqs { return try await SQSQueue.open(address, runtime: runtime) }
    return try await embedded.queue(address)
  }

  package func topic(_ address: Address) async throws -> any Topic {
    if address.scheme == .sns { return try await SNSTopic.open(address, runtime: runtime) }
    return try await embedded.topic(address)
  }

  package func ledger(_ address: Address) async throws -> any Ledger {
    switch address.scheme {
    case .redis, .rediss: return try await RedisLedger.open(at: address)
    case .dynamodb:
      return try await DynamoDBLedger.open(at: address, client: DynamoDBClient(runtime: runtime), clock: clock)
    default: return try await embedded.ledger(address)
    }
  }

  package func endpoint(_ url: String) async throws -> any WebEndpoint { try HTTPEndpoint(url, runtime: runtime) }

  /// Closes all connections. Nothing that was opened may be used any more.
  public func close() async {
    await embedded.close()
    await runtime.shutdown()
  }
}
