/// Who the program is for AWS, and where it learnt that.
struct CredentialsExamination: Examination {
  struct Identity: Sendable {
    var arn: String
    var account: String
    /// Which member of the chain gave the credentials.
    var provider: String
    var region: String
  }

  let identity: @Sendable () async throws -> Identity

  func findings() async -> [Finding] {
    do {
      let identity = try await identity()
      return [
        Finding(
          "credentials", "AWS", .ok,
          "\(identity.arn) in account \(identity.account), by \(identity.provider)"),
        Finding("region", "AWS", .ok, identity.region),
      ]
    } catch {
      return [
        Finding(
          "credentials", "AWS", .error, "\(error)",
          remedy:
            "aws sts get-caller-identity shows whether the AWS tools find any; docs/aws.md lists where they are looked for"
        )
      ]
    }
  }
}
