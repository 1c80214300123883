/// A topic whose subscriptions are ours to make: an embedded one. Those of services are made by their owners.
package protocol SubscribableTopic: Topic {
  /// Lets a queue have what is published from now on, in the envelope of SNS. Subscribing it again changes nothing.
  func subscribe(_ queue: String) async throws
}

extension SQLiteTopic: SubscribableTopic {
  package func subscribe(_ queue: String) async throws {
    try await subscribe(queue, isRaw: false)
  }
}
