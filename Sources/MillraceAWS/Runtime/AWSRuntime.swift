/// What all clients of a process share: connections, credentials, region, endpoints, the clock's correction.
///
/// Make one, give it to every ``AWSServiceClient``, and end it with ``shutdown()``.
package final class AWSRuntime: Sendable {
  package let configuration: AWSConfiguration
  package let clock: AWSClock
  package let transport: HTTPTransport
  package let credentials: CachedCredentials
  let correction: ClockCorrection
  let signingKeys = SigningKeyCache()
  let regions: RegionSource
  let sharedFiles: SharedFiles

  package init(configuration: AWSConfiguration, clock: AWSClock = .system) {
    self.configuration = configuration
    self.clock = clock
    transport = HTTPTransport(configuration: configuration)
    credentials = CachedCredentials(configuration.credentials ?? AWSRuntime.chain, clock: clock)
    correction = ClockCorrection(clock: clock)
    regions = RegionSource(configured: configuration.region)
    sharedFiles = SharedFiles(environment: configuration.environment, profile: configuration.profile)
  }

  /// Where requests go that name no other region: the configuration's, the profile's, or the machine's own.
  package func region() async throws(AWSError) -> String { try await regions.region(in: self) }

  /// Closes all connections. Calls that are under way fail.
  package func shutdown() async { await transport.shutdown() }

  /// The usual order of places.
  static var chain: CredentialsChain {
    CredentialsChain([
      EnvironmentCredentials(), WebIdentityCredentials(), ProfileCredentials(), ContainerCredentials(),
      InstanceCredentials(),
    ])
  }
}
