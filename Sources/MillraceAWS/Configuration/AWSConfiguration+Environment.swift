extension AWSConfiguration {
  /// Reads what is set in the environment; an empty variable counts as not set.
  ///
  /// - Throws: ``AWSError`` of kind ``AWSError/Kind/configuration`` for a value that cannot be used.
  package static func fromEnvironment(_ environment: [String: String]) throws(AWSError) -> AWSConfiguration {
    let set = environment.filter { !$0.value.isEmpty }
    var configuration = AWSConfiguration(environment: set)
    configuration.region = set["AWS_REGION"] ?? set["AWS_DEFAULT_REGION"]
    configuration.profile = set["AWS_PROFILE"] ?? set["AWS_DEFAULT_PROFILE"]
    configuration.authorities = set["AWS_CA_BUNDLE"]
    configuration.ignoresConfiguredEndpoints = set["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.lowercased() == "true"
    if !configuration.ignoresConfiguredEndpoints { configuration.readEndpoints(set) }
    if let text = set["AWS_MAX_ATTEMPTS"] {
      guard let attempts = Int(text), attempts > 0 else {
        throw AWSError(
          .configuration, code: "InvalidSetting", "AWS_MAX_ATTEMPTS is “\(text)”, but must be a number from 1.")
      }
      configuration.maximumAttempts = attempts
    }
    if let file = configuration.authorities { try TrustedAuthorities.check(file) }
    try configuration.readS3(set)
    return configuration
  }

  private mutating func readEndpoints(_ set: [String: String]) {
    let prefix = "AWS_ENDPOINT_URL_"
    endpoint = set["AWS_ENDPOINT_URL"]
    for (name, value) in set where name.hasPrefix(prefix) {
      serviceEndpoints[String(name.dropFirst(prefix.count))] = value
    }
  }

  private mutating func readS3(_ set: [String: String]) throws(AWSError) {
    let variable = "AWS_REQUEST_CHECKSUM_CALCULATION"
    switch set[variable]?.lowercased() {
    case nil, "when_supported": break
    case "when_required": checksums = .required
    case let text?: throw AWSConfiguration.unusable(variable, text, ["when_supported", "when_required"])
    }
    if let text = set["MILLRACE_S3_CHECKSUMS"] {
      guard let mode = ChecksumMode(rawValue: text) else {
        throw AWSConfiguration.unusable("MILLRACE_S3_CHECKSUMS", text, ChecksumMode.allCases.map(\.rawValue))
      }
      checksums = mode
    }
    if let text = set["MILLRACE_S3_ADDRESSING"] {
      guard let addressing = S3Addressing(rawValue: text) else {
        throw AWSConfiguration.unusable("MILLRACE_S3_ADDRESSING", text, S3Addressing.allCases.map(\.rawValue))
      }
      s3Addressing = addressing
    }
  }

  private static func unusable(_ variable: String, _ text: String, _ values: [String]) -> AWSError {
    AWSError(
      .configuration, code: "InvalidSetting",
      "\(variable) is “\(text)”, but must be \(values.joined(separator: " or ")).")
  }
}
