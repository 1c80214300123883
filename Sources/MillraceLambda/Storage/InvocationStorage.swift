internal import MillraceStorage

/// The places of a pipeline, of which one is what the function was called with: its queue. Closing it closes nothing.
struct InvocationStorage: StorageProvider {
  let storage: any StorageProvider
  /// Where the pipeline expects its messages.
  let address: Address?
  /// What it gets in its place.
  let queue: InvocationQueue

  func objectStore(_ address: Address) async throws -> any ObjectStore { try await storage.objectStore(address) }

  func bucket(_ name: String, in base: Address?) async throws -> any ObjectStore {
    try await storage.bucket(name, in: base)
  }

  func queue(_ address: Address) async throws -> any MessageQueue {
    address == self.address ? queue : try await storage.queue(address)
  }

  func topic(_ address: Address) async throws -> any Topic { try await storage.topic(address) }

  func ledger(_ address: Address) async throws -> any Ledger { try await storage.ledger(address) }

  func endpoint(_ url: String) async throws -> any WebEndpoint { try await storage.endpoint(url) }

  func close() async {}
}
