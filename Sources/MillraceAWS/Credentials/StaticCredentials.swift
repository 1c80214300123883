/// Credentials that are known from the start and never change.
package struct StaticCredentials: CredentialsProvider {
  package var name: String { "given credentials" }
  private let credentials: AWSCredentials

  package init(_ credentials: AWSCredentials) { self.credentials = credentials }

  package func find(in runtime: AWSRuntime) async throws(AWSError) -> CredentialsSearch { .found(credentials) }
}
