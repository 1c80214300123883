import Foundation

/// `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`: a token, as Kubernetes gives pods (IRSA), becomes credentials of a role.
package struct WebIdentityCredentials: CredentialsProvider {
  package var name: String { "web identity" }

  package init() {}

  package func find(in runtime: AWSRuntime) async throws(AWSError) -> CredentialsSearch {
    let environment = runtime.configuration.environment
    guard let path = environment["AWS_WEB_IDENTITY_TOKEN_FILE"] else {
      return .absent("AWS_WEB_IDENTITY_TOKEN_FILE is not set")
    }
    guard let role = environment["AWS_ROLE_ARN"] else {
      throw AWSError(
        .credentials, code: "IncompleteCredentials", "AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not.")
    }
    let session = environment["AWS_ROLE_SESSION_NAME"]
    return .found(try await WebIdentityCredentials.assume(role, session: session, tokenFile: path, in: runtime))
  }

  /// The token's file is read each time: it is replaced before the token in it expires.
  static func assume(
    _ role: String, session: String?, tokenFile path: String, in runtime: AWSRuntime
  ) async throws(AWSError) -> AWSCredentials {
    let token = try TokenFile.read(path)
    return try await STSClient(runtime: runtime).assumeRoleWithWebIdentity(
      role, session: session ?? "millrace-\(ProcessInfo.processInfo.processIdentifier)", token: token)
  }
}
