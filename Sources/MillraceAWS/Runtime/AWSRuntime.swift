/// What all clients of a process share: connections, credentials, region, endpoints, the clock's correction.
///
/// Make one, give it to every ``AWSServiceClient``, and end it with ``shutdown()``.
package final class AWSRuntime: Sendable {
  package let configuration: AWSConfiguration
  let clock: AWSClock

  package init(configuration: AWSConfiguration, clock: AWSClock = .system) {
    self.configuration = configuration
    self.clock = clock
  }

  /// Closes all connections. Calls that are under way fail.
  package func shutdown() async {
  }
}
