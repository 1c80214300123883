/// A message that is to stay invisible for another time.
package struct VisibilityChange: Sendable, Equatable {
  package var handle: String
  /// From now; zero gives the message back at once.
  package var timeout: Duration

  package init(handle: String, timeout: Duration) {
    self.handle = handle
    self.timeout = timeout
  }
}
