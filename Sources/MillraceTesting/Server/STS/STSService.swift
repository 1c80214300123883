internal import Crypto
internal import MillraceJSON

/// STS: who somebody is, and credentials that end.
final class STSService: Sendable {
  static let version = "2011-06-15"
  static let namespace = "https://sts.amazonaws.com/doc/2011-06-15/"

  private let account: String
  private let credentials: CredentialTable
  private let clock: ServerClock

  init(account: String, credentials: CredentialTable, clock: ServerClock) {
    self.account = account
    self.credentials = credentials
    self.clock = clock
  }

  func handle(_ operation: String, _ form: QueryParameters, _ caller: Credential?) throws(ServiceError)
    -> ServerResponse
  {
    switch operation {
    case "GetCallerIdentity": return identity(caller)
    case "AssumeRole": return try assumeRole(operation, form, subject: nil)
    case "AssumeRoleWithWebIdentity":
      guard let token = form["WebIdentityToken"], !token.isEmpty else { throw Self.missing("WebIdentityToken") }
      if token == "expired" { throw ServiceError("ExpiredTokenException", "Token expired.") }
      guard token.utf8.count >= 4 else {
        throw ServiceError("InvalidIdentityToken", "The web identity token could not be validated.")
      }
      return try assumeRole(operation, form, subject: token)
    default: throw ServiceError("InvalidAction", "Could not find operation \(operation) for version \(Self.version)")
    }
  }

  private func identity(_ caller: Credential?) -> ServerResponse {
    QueryProtocol.response("GetCallerIdentity", namespace: Self.namespace) { xml in
      xml.element("Arn", caller?.principal ?? "")
      xml.element("UserId", caller?.accessKey ?? "")
      xml.element("Account", self.account)
    }
  }

  private func assumeRole(
    _ operation: String, _ form: QueryParameters, subject: String?
  ) throws(ServiceError) -> ServerResponse {
    guard let role = form["RoleArn"], role.hasPrefix("arn:aws:iam::"), role.contains(":role/") else {
      throw Self.invalid("RoleArn")
    }
    guard let session = form["RoleSessionName"], 2...64 ~= session.utf8.count else {
      throw Self.missing("RoleSessionName")
    }
    let seconds = form["DurationSeconds"].map { Int64($0) ?? 0 } ?? 3600
    guard 900...43_200 ~= seconds else { throw Self.invalid("DurationSeconds") }
    let name = role.split(separator: "/").last ?? ""
    var random = SystemRandomNumberGenerator()
    let secret = Hex.encode((0..<20).map { _ in UInt8.random(in: 0...255, using: &random) })
    let digest = Hex.encode(SHA256.hash(data: Array(secret.utf8)))
    let credential = Credential(
      accessKey: "ASIA" + digest.prefix(16).uppercased(), secretKey: secret,
      sessionToken: Base64.encode(Array((digest + session).utf8)), expires: clock.now + seconds * 1000,
      principal: "arn:aws:sts::\(account):assumed-role/\(name)/\(session)")
    credentials.add(credential)
    return QueryProtocol.response(operation, namespace: Self.namespace) { xml in
      xml.element("Credentials") { xml in
        xml.element("AccessKeyId", credential.accessKey)
        xml.element("SecretAccessKey", credential.secretKey)
        xml.element("SessionToken", credential.sessionToken ?? "")
        xml.element("Expiration", CalendarTime(milliseconds: credential.expires ?? 0).extendedSeconds)
      }
      xml.element("AssumedRoleUser") { xml in
        xml.element("AssumedRoleId", "AROAMILLRACETEST00001:" + session)
        xml.element("Arn", credential.principal)
      }
      if subject != nil {
        xml.element("SubjectFromWebIdentityToken", "system:serviceaccount:default:millrace")
        xml.element("Audience", "sts.amazonaws.com")
      }
    }
  }

  private static func missing(_ name: String) -> ServiceError {
    ServiceError("ValidationError", "1 validation error detected: Value null at '\(name)' failed to satisfy constraint")
  }

  private static func invalid(_ name: String) -> ServiceError {
    ServiceError("ValidationError", "1 validation error detected: Value at '\(name)' failed to satisfy constraint")
  }
}
