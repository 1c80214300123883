/// Asks whose credentials sign the request. Needs no permission.
struct GetCallerIdentity: QueryOperation {
  static let name = "GetCallerIdentity"

  func write(to form: inout QueryForm) {}

  static func output(from reader: inout XMLReader) throws(XMLError) -> CallerIdentity {
    var identity = CallerIdentity()
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "Account": identity.account = try reader.text()
      case "Arn": identity.arn = try reader.text()
      case "UserId": identity.userID = try reader.text()
      default: break
      }
    }
    return identity
  }
}
