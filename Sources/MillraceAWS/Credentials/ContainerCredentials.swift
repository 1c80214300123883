internal import NIOCore
internal import NIOHTTP1

/// The endpoint that ECS and EKS Pod Identity give containers: `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `…_FULL_URI`, with
/// `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` or `…_TOKEN`.
package struct ContainerCredentials: CredentialsProvider {
  package var name: String { "container endpoint" }
  private static let attempts = 3

  package init() {}

  package func find(in runtime: AWSRuntime) async throws(AWSError) -> CredentialsSearch {
    guard let (endpoint, target) = try ContainerCredentials.place(runtime.configuration.environment) else {
      return .absent("neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set")
    }
    var headers: HTTPHeaders = ["host": endpoint.authority, "accept": "application/json"]
    if let token = try token(runtime.configuration.environment) { headers.add(name: "authorization", value: token) }
    let exchange = MetadataExchange(runtime: runtime, endpoint: endpoint, attempts: ContainerCredentials.attempts)
    let answer = try await exchange.send(.GET, target, headers: headers)
    guard answer.status == 200 else {
      throw AWSError(
        .credentials, code: "ContainerEndpointFailed",
        "The container endpoint \(endpoint.origin) answered with "
          + "\(answer.status).", status: answer.status, isRetryable: answer.status >= 500)
    }
    return .found(try CredentialsDocument.read(answer.body.readableBytesView, tokenName: "Token", origin: name))
  }

  private static func place(_ environment: [String: String]) throws(AWSError) -> (AWSEndpoint, String)? {
    if let path = environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] {
      return (AWSEndpoint(isSecure: false, host: "169.254.170.2"), path.hasPrefix("/") ? path : "/\(path)")
    }
    let variable = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
    guard let text = environment[variable] else { return nil }
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var endpoint = try AWSEndpoint(parsing: String(parts[0]), from: variable)
    guard endpoint.isSecure || isTrusted(endpoint.host) else {
      throw AWSError(
        .credentials, code: "UntrustedEndpoint",
        "\(variable) is \(endpoint.origin): without TLS only this machine and the endpoints of ECS and EKS are asked.")
    }
    let path = endpoint.basePath.isEmpty ? "/" : endpoint.basePath
    endpoint.basePath = ""
    return (endpoint, parts.count == 2 ? "\(path)?\(parts[1])" : path)
  }

  private static func isTrusted(_ host: String) -> Bool {
    let host = host.lowercased()
    return host == "localhost" || host.hasPrefix("127.") || host == "169.254.170.2" || host == "169.254.170.23"
      || ["::1", "[::1]", "fd00:ec2::23", "[fd00:ec2::23]"].contains(host)
  }

  /// The file is read each time: it is replaced before the token in it expires.
  private func token(_ environment: [String: String]) throws(AWSError) -> String? {
    if let path = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] { return try TokenFile.read(path) }
    return environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
  }
}
