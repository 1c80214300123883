/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`.
package struct EnvironmentCredentials: CredentialsProvider {
  package var name: String { "environment" }

  package init() {}

  package func find(in runtime: AWSRuntime) async throws(AWSError) -> CredentialsSearch {
    let environment = runtime.configuration.environment
    switch (environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"]) {
    case (let id?, let secret?):
      return .found(
        AWSCredentials(
          accessKeyID: id, secretAccessKey: secret, sessionToken: environment["AWS_SESSION_TOKEN"], origin: name))
    case (nil, nil): return .absent("AWS_ACCESS_KEY_ID is not set")
    case (nil, _?):
      throw AWSError(
        .credentials, code: "IncompleteCredentials", "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not.")
    case (_?, nil):
      throw AWSError(
        .credentials, code: "IncompleteCredentials", "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not.")
    }
  }
}
