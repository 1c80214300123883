import Foundation

/// The profile in the shared files: keys, a role with where its credentials come from, or a process.
package struct ProfileCredentials: CredentialsProvider {
  package var name: String { "shared files" }

  package init() {}

  package func find(in runtime: AWSRuntime) async throws(AWSError) -> CredentialsSearch {
    let files = runtime.sharedFiles
    guard let profile = try files.profile() else {
      return .absent("there is no profile in \(files.configurationPath) or \(files.credentialsPath)")
    }
    return try await find(ProfileSection(name: files.profileName, settings: profile), in: runtime, behind: [])
  }

  /// - Parameter behind: the profiles that led here, against circles.
  private func find(
    _ profile: ProfileSection, in runtime: AWSRuntime, behind: [String]
  ) async throws(AWSError) -> CredentialsSearch {
    if behind.count >= 8 || behind.contains(profile.name) {
      throw profile.fault("“source_profile” leads in a circle: \((behind + [profile.name]).joined(separator: " → "))")
    }
    if let role = profile["role_arn"] {
      return .found(try await assume(role, profile, in: runtime, behind: behind + [profile.name]))
    }
    return try await findOwn(profile, in: runtime)
  }

  private func findOwn(
    _ profile: ProfileSection, in runtime: AWSRuntime
  ) async throws(AWSError) -> CredentialsSearch {
    if let keys = try profile.keys { return .found(keys) }
    if let command = profile["credential_process"] {
      let environment = runtime.configuration.environment
      return .found(try await CredentialProcess(command: command, environment: environment).run())
    }
    if profile["sso_start_url"] != nil || profile["sso_session"] != nil {
      throw profile.fault(
        "it signs in through SSO, which is not done here. Write credential_process = aws configure "
          + "export-credentials --profile \(profile.name) --format process into another profile and use that")
    }
    return .absent("the profile “\(profile.name)” has no credentials")
  }

  private func assume(
    _ role: String, _ profile: ProfileSection, in runtime: AWSRuntime, behind: [String]
  ) async throws(AWSError) -> AWSCredentials {
    if profile["mfa_serial"] != nil { throw profile.fault("“mfa_serial” asks for a code that nobody is here to type") }
    if let path = profile["web_identity_token_file"] {
      return try await WebIdentityCredentials.assume(
        role, session: profile["role_session_name"], tokenFile: path, in: runtime)
    }
    let source = try await source(of: profile, in: runtime, behind: behind)
    let given = CachedCredentials(StaticCredentials(source), clock: runtime.clock)
    let session = profile["role_session_name"] ?? "millrace-\(ProcessInfo.processInfo.processIdentifier)"
    let duration = profile["duration_seconds"].flatMap { Int($0) }
    return try await STSClient(runtime: runtime, credentials: given).assumeRole(
      AssumeRole(role: role, session: session, externalID: profile["external_id"], duration: duration))
  }

  /// Whose credentials ask for the role.
  private func source(
    of profile: ProfileSection, in runtime: AWSRuntime, behind: [String]
  ) async throws(AWSError) -> AWSCredentials {
    let search: CredentialsSearch
    if let name = profile["source_profile"] {
      guard let settings = try runtime.sharedFiles.profile(named: name) else {
        throw profile.fault("there is no profile “\(name)”, which “source_profile” names")
      }
      let source = ProfileSection(name: name, settings: settings)
      // A profile may name itself: its own keys ask for the role then.
      search =
        name == profile.name
        ? try await findOwn(source, in: runtime) : try await find(source, in: runtime, behind: behind)
    } else if let place = profile["credential_source"] {
      search = try await provider(named: place, profile).find(in: runtime)
    } else {
      throw profile.fault("“role_arn” needs “source_profile” or “credential_source”, to ask for the role with")
    }
    switch search {
    case .found(let credentials): return credentials
    case .absent(let reason):
      throw profile.fault("there is nobody to ask for \(profile["role_arn"] ?? "the role"): \(reason)")
    }
  }

  private func provider(
    named place: String, _ profile: ProfileSection
  ) throws(AWSError) -> any CredentialsProvider {
    switch place {
    case "Environment": return EnvironmentCredentials()
    case "EcsContainer": return ContainerCredentials()
    case "Ec2InstanceMetadata": return InstanceCredentials()
    default:
      throw profile.fault(
        "“credential_source” is “\(place)”, but must be Environment, EcsContainer or Ec2InstanceMetadata")
    }
  }
}
