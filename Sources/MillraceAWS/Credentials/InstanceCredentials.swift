/// The role of the machine (EC2), from its metadata service.
package struct InstanceCredentials: CredentialsProvider {
  package var name: String { "instance metadata" }

  package init() {}

  package func find(in runtime: AWSRuntime) async throws(AWSError) -> CredentialsSearch {
    try await InstanceMetadata(runtime).credentials()
  }
}
