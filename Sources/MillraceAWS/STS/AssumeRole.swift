/// Asks for credentials of a role, with those of somebody who may take it on.
struct AssumeRole: QueryOperation {
  static let name = "AssumeRole"
  var role: String
  var session: String
  var externalID: String?
  /// Seconds.
  var duration: Int?

  func write(to form: inout QueryForm) {
    form.append("RoleArn", role)
    form.append("RoleSessionName", session)
    if let externalID { form.append("ExternalId", externalID) }
    if let duration { form.append("DurationSeconds", String(duration)) }
  }

  static func output(from reader: inout XMLReader) throws(XMLError) -> AWSCredentials {
    try AWSCredentials(from: &reader, origin: "STS \(name)")
  }
}
