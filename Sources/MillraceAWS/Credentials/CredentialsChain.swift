/// Asks one place after the other, and takes what the first one has that is set up.
package struct CredentialsChain: CredentialsProvider {
  package var name: String { "default chain" }
  private let providers: [any CredentialsProvider]

  package init(_ providers: [any CredentialsProvider]) { self.providers = providers }

  package func find(in runtime: AWSRuntime) async throws(AWSError) -> CredentialsSearch {
    var tried: [String] = []
    for provider in providers {
      do throws(AWSError) {
        switch try await provider.find(in: runtime) {
        case .found(let credentials): return .found(credentials)
        case .absent(let reason): tried.append("\(provider.name): \(reason)")
        }
      } catch {
        if error.kind == .cancelled { throw error }
        tried.append("\(provider.name): \(error.message)")
        throw AWSError(
          .credentials, code: error.code, "No credentials could be had. Tried \(tried.joined(separator: "; ")).",
          isRetryable: error.isRetryable, cause: error)
      }
    }
    throw AWSError(
      .credentials, code: "NoCredentials",
      "There are no credentials. Tried \(tried.joined(separator: "; ")). Set AWS_ACCESS_KEY_ID and "
        + "AWS_SECRET_ACCESS_KEY, or a profile (AWS_PROFILE), or give the machine a role.")
  }
}
