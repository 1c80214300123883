/// The endpoint that somebody set for a service, in the order of AWS's own tools: the service's variable, the variable for
/// all, the service's in the profile, the profile's.
enum ConfiguredEndpoint {
  static func find(
    _ service: AWSService, configuration: AWSConfiguration, files: SharedFiles
  ) throws(AWSError) -> AWSEndpoint? {
    if let url = configuration.serviceEndpoints[service.settingsName] {
      return try AWSEndpoint(parsing: url, from: "AWS_ENDPOINT_URL_\(service.settingsName)")
    }
    if let url = configuration.endpoint { return try AWSEndpoint(parsing: url, from: "AWS_ENDPOINT_URL") }
    if configuration.ignoresConfiguredEndpoints { return nil }
    let profile = try files.profile()
    if profile?["ignore_configured_endpoint_urls"]?.lowercased() == "true" { return nil }
    if let url = try files.serviceEndpoint(service.settingsName.lowercased()) {
      return try AWSEndpoint(parsing: url, from: "endpoint_url of \(service.displayName) in \(files.configurationPath)")
    }
    guard let url = profile?["endpoint_url"] else { return nil }
    return try AWSEndpoint(parsing: url, from: "endpoint_url in \(files.configurationPath)")
  }
}
