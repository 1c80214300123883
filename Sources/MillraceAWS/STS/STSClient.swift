internal import NIOCore
internal import NIOHTTP1

/// The calls of the Security Token Service that credentials need, and the one that says who one is.
package struct STSClient: Sendable {
  static let version = "2011-06-15"
  let client: AWSServiceClient

  /// - Parameter credentials: nil: the runtime's.
  package init(runtime: AWSRuntime, credentials: CachedCredentials? = nil) {
    client = AWSServiceClient(service: .sts, runtime: runtime, credentials: credentials)
  }

  /// Whose credentials are in use.
  package func getCallerIdentity() async throws(AWSError) -> CallerIdentity {
    try await run(GetCallerIdentity(), isSigned: true)
  }

  func assumeRoleWithWebIdentity(
    _ role: String, session: String, token: String
  ) async throws(AWSError) -> AWSCredentials {
    let operation = AssumeRoleWithWebIdentity(role: role, session: session, token: token)
    return try await run(operation, isSigned: false)
  }

  func assumeRole(_ operation: AssumeRole) async throws(AWSError) -> AWSCredentials {
    try await run(operation, isSigned: true)
  }

  private func run<Operation: QueryOperation>(
    _ operation: Operation, isSigned: Bool
  ) async throws(AWSError) -> Operation.Output {
    var request = AWSRequest(
      .POST, headers: ["content-type": "application/x-www-form-urlencoded; charset=utf-8"],
      body: AWSBody(operation.body(version: STSClient.version)))
    request.isSigned = isSigned
    request.region = await region()
    let answer = try await client.send(request, operation: Operation.name)
    do throws(XMLError) {
      return try Operation.output(fromAnswer: Array(answer.body.readableBytesView))
    } catch {
      var failure = AWSError(
        .invalidAnswer, code: "UnreadableAnswer", "The answer cannot be read: \(error).", service: "STS",
        operation: Operation.name, cause: error)
      failure.requestID = answer.requestID
      throw failure
    }
  }

  /// Tokens are valid everywhere, so that without a region of one's own any will do.
  private func region() async -> String { (try? await client.runtime.region()) ?? "us-east-1" }
}
