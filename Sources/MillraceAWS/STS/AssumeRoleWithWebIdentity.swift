/// Asks for credentials of a role, with a token from somebody whom the role trusts. Is not signed.
struct AssumeRoleWithWebIdentity: QueryOperation {
  static let name = "AssumeRoleWithWebIdentity"
  var role: String
  var session: String
  var token: String

  func write(to form: inout QueryForm) {
    form.append("RoleArn", role)
    form.append("RoleSessionName", session)
    form.append("WebIdentityToken", token)
  }

  static func output(from reader: inout XMLReader) throws(XMLError) -> AWSCredentials {
    try AWSCredentials(from: &reader, origin: "STS \(name)")
  }
}
