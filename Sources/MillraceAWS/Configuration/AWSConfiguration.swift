/// How a process talks to AWS, or to services that speak its protocols.
///
/// ``fromEnvironment(_:)`` reads the variables that AWS's own tools read; what it leaves out is looked for in the shared
/// configuration files when it is needed.
package struct AWSConfiguration: Sendable {
  /// `AWS_REGION`, `AWS_DEFAULT_REGION`; nil: the profile's, then the machine's own (IMDS).
  package var region: String?
  /// `AWS_ENDPOINT_URL`: where every service is, unless it has an endpoint of its own.
  package var endpoint: String?
  /// `AWS_ENDPOINT_URL_S3` and the like, by ``AWSService/settingsName``.
  package var serviceEndpoints: [String: String] = [:]
  /// `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`: the files' `endpoint_url` counts for nothing. ``fromEnvironment(_:)`` leaves
  /// out the variables, too, then.
  package var ignoresConfiguredEndpoints = false
  /// nil: the chain (environment, web identity, profile, container, instance).
  package var credentials: (any CredentialsProvider)?
  /// `AWS_PROFILE`.
  package var profile: String?
  package var timeouts = AWSTimeouts()
  /// `AWS_MAX_ATTEMPTS`: the first one and its retries.
  package var maximumAttempts = 3
  /// Connections to one host at a time. Calls beyond it wait for their turn.
  package var maximumConnections = 128
  /// `AWS_CA_BUNDLE`: a file with certificates (PEM) of the authorities that are trusted; nil: the system's.
  package var authorities: String?
  /// Threads that do the network's work; nil: one for every two cores, at most 8.
  package var eventLoopThreads: Int?
  /// `MILLRACE_S3_ADDRESSING`.
  package var s3Addressing = S3Addressing.automatic
  /// `MILLRACE_S3_CHECKSUMS`; else `AWS_REQUEST_CHECKSUM_CALCULATION`, which is `when_supported` or `when_required`.
  package var checksums = ChecksumMode.supported
  /// What credential sources read: tokens' files, endpoints, the files' places.
  package var environment: [String: String]

  package init(environment: [String: String] = [:]) { self.environment = environment }
}
