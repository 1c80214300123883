internal import NIOHTTP1

/// The parts of a signature, from the `Authorization` header or from the query of a presigned URL.
struct RequestSignature: Sendable {
  var accessKey: String
  /// `yyyymmdd`
  var day: String
  var region: String
  var service: String
  /// In lower case, in the order of the request.
  var signedHeaders: [String]
  var signature: String
  /// `x-amz-date`
  var date: String
  var sessionToken: String?
  /// Seconds; only presigned.
  var expires: Int?
  var isPresigned = false

  /// `20261121/us-east-1/s3/aws4_request`
  var scope: String { "\(day)/\(region)/\(service)/aws4_request" }

  static let algorithm = "AWS4-HMAC-SHA256"
  /// Seconds that a presigned URL may last: seven days.
  static let longestExpiry = 604_800

  /// The signature of a request; nil if it has none.
  init?(_ request: ServerRequest) throws(ServiceError) {
    if let header = request.headers.first(name: "authorization") {
      try self.init(header: header, request: request)
    } else if request.query.contains("X-Amz-Algorithm") || request.query.contains("X-Amz-Signature") {
      try self.init(presigned: request.query)
    } else {
      return nil
    }
  }

  private init(header: String, request: ServerRequest) throws(ServiceError) {
    guard header.utf8.starts(with: Self.algorithm.utf8), header.utf8.dropFirst(Self.algorithm.utf8.count).first == 0x20
    else {
      throw ServiceError("InvalidArgument", "Unsupported Authorization Type: only AWS4-HMAC-SHA256 is accepted.")
    }
    var found: (credential: Substring?, headers: Substring?, hex: Substring?)
    for field in header.utf8.dropFirst(Self.algorithm.utf8.count).split(separator: UInt8(ascii: ",")) {
      let field = field.drop { $0 == UInt8(ascii: " ") }
      guard let equals = field.firstIndex(of: UInt8(ascii: "=")) else { throw Self.malformed("a field has no value") }
      let value = Substring(field[field.index(after: equals)...])
      switch Substring(field[..<equals]) {
      case "Credential": found.credential = value
      case "SignedHeaders": found.headers = value
      case "Signature": found.hex = value
      default: break
      }
    }
    guard let credential = found.credential, let headers = found.headers, let hex = found.hex
    else { throw Self.malformed("Credential, SignedHeaders or Signature is missing") }
    guard let date = request.headers.first(name: "x-amz-date") ?? Self.basicDate(request.headers.first(name: "date"))
    else { throw ServiceError("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header", 403) }
    try self.init(
      credential: credential, headers: headers, signature: String(hex), date: date,
      token: request.headers.first(name: "x-amz-security-token"))
  }

  private init(presigned query: QueryParameters) throws(ServiceError) {
    guard query["X-Amz-Algorithm"] == Self.algorithm, let credential = query["X-Amz-Credential"],
      let headers = query["X-Amz-SignedHeaders"], let hex = query["X-Amz-Signature"], let date = query["X-Amz-Date"],
      let expires = query["X-Amz-Expires"].flatMap({ Int($0) })
    else {
      throw ServiceError(
        "AuthorizationQueryParametersError",
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, "
          + "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.")
    }
    guard 1...Self.longestExpiry ~= expires else {
      throw ServiceError(
        "AuthorizationQueryParametersError", "X-Amz-Expires must be from 1 to \(Self.longestExpiry) seconds")
    }
    try self.init(
      credential: credential[...], headers: headers[...], signature: hex, date: date,
      token: query["X-Amz-Security-Token"])
    self.expires = expires
    isPresigned = true
  }

  private init(
    credential: Substring, headers: Substring, signature: String, date: String, token: String?
  ) throws(ServiceError) {
    let parts = credential.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard parts.count == 5, parts[4] == "aws4_request" else {
      throw Self.malformed("the Credential is not ACCESS-KEY/yyyymmdd/REGION/SERVICE/aws4_request")
    }
    (accessKey, day, region, service) = (parts[0], parts[1], parts[2], parts[3])
    signedHeaders = headers.utf8.split(separator: UInt8(ascii: ";")).map { Substring($0).lowercased() }
    self.signature = signature
    self.date = date
    sessionToken = token
    guard date.hasPrefix(day) else { throw Self.malformed("the Credential's date is not that of x-amz-date") }
  }

  private static func basicDate(_ header: String?) -> String? {
    guard let header else { return nil }
    return CalendarTime(http: header)?.basic ?? CalendarTime(basic: header)?.basic
  }

  static func malformed(_ reason: String) -> ServiceError {
    ServiceError("AuthorizationHeaderMalformed", "The authorization header is malformed; \(reason).")
  }
}
