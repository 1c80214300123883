internal import NIOCore
internal import NIOHTTP1

/// What a machine at AWS knows of itself (IMDS, version 2).
struct InstanceMetadata: Sendable {
  private let exchange: Result<MetadataExchange, AWSError>
  private let isDisabled: Bool

  init(_ runtime: AWSRuntime) {
    let environment = runtime.configuration.environment
    isDisabled = environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() == "true"
    exchange = Result { () throws(AWSError) in
      var exchange = MetadataExchange(
        runtime: runtime, endpoint: try InstanceMetadata.endpoint(environment),
        attempts: environment["AWS_METADATA_SERVICE_NUM_ATTEMPTS"].flatMap { Int($0) } ?? 1)
      exchange.timeout = .milliseconds(
        Int64((environment["AWS_METADATA_SERVICE_TIMEOUT"].flatMap { Double($0) } ?? 1) * 1_000))
      return exchange
    }
  }

  private static func endpoint(_ environment: [String: String]) throws(AWSError) -> AWSEndpoint {
    let variable = "AWS_EC2_METADATA_SERVICE_ENDPOINT"
    if let text = environment[variable] { return try AWSEndpoint(parsing: text, from: variable) }
    let isIPv6 = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]?.lowercased() == "ipv6"
    return AWSEndpoint(isSecure: false, host: isIPv6 ? "[fd00:ec2::254]" : "169.254.169.254")
  }

  func region() async throws(AWSError) -> String? {
    guard case .token(let token) = try await token() else { return nil }
    let answer = try await get("placement/region", token: token)
    return answer.status == 200 ? String(buffer: answer.body) : nil
  }

  func credentials() async throws(AWSError) -> CredentialsSearch {
    switch try await token() {
    case .none(let reason): return .absent(reason)
    case .token(let token):
      let roles = try await get("iam/security-credentials/", token: token)
      if roles.status == 404 { return .absent("the machine has no role") }
      let name = String(buffer: roles.body).split(whereSeparator: \.isNewline).first ?? ""
      guard roles.status == 200, !name.isEmpty else { throw fault(roles.status) }
      let answer = try await get("iam/security-credentials/\(PercentEncoding.encode(String(name)))", token: token)
      guard answer.status == 200 else { throw fault(answer.status) }
      return .found(
        try CredentialsDocument.read(
          answer.body.readableBytesView, tokenName: "Token", origin: "instance metadata (role \(name))"))
    }
  }

  private enum TokenSearch {
    case token(String)
    case none(String)
  }

  /// A machine elsewhere has nobody at that address: no answer means that there is nothing to be had.
  private func token() async throws(AWSError) -> TokenSearch {
    if isDisabled { return .none("AWS_EC2_METADATA_DISABLED is true") }
    let exchange = try exchange.get()
    let answer: TransportResponse
    do throws(AWSError) {
      answer = try await exchange.send(
        .PUT, "\(exchange.endpoint.basePath)/latest/api/token",
        headers: ["x-aws-ec2-metadata-token-ttl-seconds": "21600"])
    } catch {
      if error.kind == .cancelled { throw error }
      return .none("nobody answers at \(exchange.endpoint.origin): \(error.detail)")
    }
    guard answer.status == 200 else {
      return .none("\(exchange.endpoint.origin) answered with \(answer.status) when asked for a token")
    }
    return .token(String(buffer: answer.body))
  }

  private func get(_ path: String, token: String) async throws(AWSError) -> TransportResponse {
    let exchange = try exchange.get()
    return try await exchange.send(
      .GET, "\(exchange.endpoint.basePath)/latest/meta-data/\(path)", headers: ["x-aws-ec2-metadata-token": token])
  }

  private func fault(_ status: Int) -> AWSError {
    AWSError(
      .credentials, code: "InstanceMetadataFailed", "The machine's metadata service answered with \(status).",
      status: status, isRetryable: status >= 500)
  }
}
