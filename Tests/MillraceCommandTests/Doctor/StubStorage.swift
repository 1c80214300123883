import MillraceStorage
import MillraceTesting

/// Hands out queues by name, and nothing else.
struct StubStorage: StorageProvider {
  var queues: [String: InMemoryQueue] = [:]

  func queue(_ address: Address) async throws -> any MessageQueue {
    guard let queue = queues[address.path] else { throw QueueError(.notFound, "There is no queue \(address).") }
    return queue
  }

  func objectStore(_ address: Address) async throws -> any ObjectStore { throw StoreError(.storeMissing, "no store") }
  func bucket(_ name: String, in base: Address?) async throws -> any ObjectStore {
    throw StoreError(.storeMissing, "no bucket")
  }
  func topic(_ address: Address) async throws -> any Topic { throw QueueError(.notFound, "no topic") }
  func ledger(_ address: Address) async throws -> any Ledger { throw LedgerError(.unavailable, "no ledger") }
  func close() async {}
}
