/// One access key that the server accepts.
struct Credential: Sendable {
  var accessKey: String
  var secretKey: String
  /// For temporary credentials: what must come with every request.
  var sessionToken: String?
  /// Milliseconds since 1970; nil: never.
  var expires: Int64?
  /// Who it is, as an ARN.
  var principal: String
}
