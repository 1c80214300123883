extension AWSConfiguration {
  /// Reads what is set in the environment; an empty variable counts as not set.
  ///
  /// - Throws: ``AWSError`` of kind ``AWSError/Kind/configuration`` for a value that cannot be used.
  package static func fromEnvironment(_ environment: [String: String]) throws(AWSError) -> AWSConfiguration {
    let set = environment.filter { !$0.value.isEmpty }
    var configuration = AWSConfiguration(environment: set)
    configuration.region = set["AWS_REGION"] ?? set["AWS_DEFAULT_REGION"]
    configuration.profile = set["AWS_PROFILE"] ?? set["AWS_DEFAULT_PROFILE"]
    configuration.ignoresConfiguredEndpoints = set["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.lowercased() == "true"
    if !configuration.ignoresConfiguredEndpoints { configuration.readEndpoints(set) }
    if let text = set["AWS_MAX_ATTEMPTS"] {
      guard let attempts = Int(text), attempts > 0 else {
        throw AWSError(
          .configuration, code: "InvalidSetting", "AWS_MAX_ATTEMPTS is “\(text)”, but must be a number from 1.")
      }
      configuration.maximumAttempts = attempts
    }
    return configuration
  }

  private mutating func readEndpoints(_ set: [String: String]) {
    let prefix = "AWS_ENDPOINT_URL_"
    endpoint = set["AWS_ENDPOINT_URL"]
    for (name, value) in set where name.hasPrefix(prefix) {
      serviceEndpoints[String(name.dropFirst(prefix.count))] = value
    }
  }
}
