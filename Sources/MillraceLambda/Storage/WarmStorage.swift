package import MillraceStorage
internal import Synchronization

/// Opens each place once and keeps it open from call to call, with its connections.
package final class WarmStorage: StorageProvider {
  private struct Bucket: Hashable {
    var name: String
    var base: Address?
  }

  private struct Places {
    var stores: [Address: any ObjectStore] = [:]
    var buckets: [Bucket: any ObjectStore] = [:]
    var queues: [Address: any MessageQueue] = [:]
    var topics: [Address: any Topic] = [:]
    var ledgers: [Address: any Ledger] = [:]
    var endpoints: [String: any WebEndpoint] = [:]
  }

  private let storage: any StorageProvider
  private let places = Mutex(Places())

  package init(_ storage: any StorageProvider) {
    self.storage = storage
  }

  package func objectStore(_ address: Address) async throws -> any ObjectStore {
    if let store = places.withLock({ $0.stores[address] }) { return store }
    let store = try await storage.objectStore(address)
    places.withLock { $0.stores[address] = store }
    return store
  }

  package func bucket(_ name: String, in base: Address?) async throws -> any ObjectStore {
    let key = Bucket(name: name, base: base)
    if let store = places.withLock({ $0.buckets[key] }) { return store }
    let store = try await storage.bucket(name, in: base)
    places.withLock { $0.buckets[key] = store }
    return store
  }

  package func queue(_ address: Address) async throws -> any MessageQueue {
    if let queue = places.withLock({ $0.queues[address] }) { return queue }
    let queue = try await storage.queue(address)
    places.withLock { $0.queues[address] = queue }
    return queue
  }

  package func topic(_ address: Address) async throws -> any Topic {
    if let topic = places.withLock({ $0.topics[address] }) { return topic }
    let topic = try await storage.topic(address)
    places.withLock { $0.topics[address] = topic }
    return topic
  }

  package func ledger(_ address: Address) async throws -> any Ledger {
    if let ledger = places.withLock({ $0.ledgers[address] }) { return ledger }
    let ledger = try await storage.ledger(address)
    places.withLock { $0.ledgers[address] = ledger }
    return ledger
  }

  package func endpoint(_ url: String) async throws -> any WebEndpoint {
    if let endpoint = places.withLock({ $0.endpoints[url] }) { return endpoint }
    let endpoint = try await storage.endpoint(url)
    places.withLock { $0.endpoints[url] = endpoint }
    return endpoint
  }

  /// Closes everything: the function ends.
  package func close() async {
    places.withLock { $0 = Places() }
    await storage.close()
  }
}
