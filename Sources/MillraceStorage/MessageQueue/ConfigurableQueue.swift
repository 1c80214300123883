/// A queue whose settings are ours to make: an embedded one. Those of services are made by their owners.
package protocol ConfigurableQueue: MessageQueue {
  /// Says where messages go that were received too often. Setting what is set already changes nothing.
  func setRedrive(_ policy: RedrivePolicy) async throws
}

extension SQLiteQueue: ConfigurableQueue {
  package func setRedrive(_ policy: RedrivePolicy) async throws {
    var settings = try await settings()
    if settings.redrive == policy { return }
    settings.redrive = policy
    try await configure(settings)
  }
}
