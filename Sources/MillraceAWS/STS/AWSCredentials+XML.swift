import Foundation
extension AWSCredentials {
  /// Reads the `<Credentials>` in the result of a call of STS.
  init(from reader: inout XMLReader, origin: String) throws(XMLError) {
    var credentials = AWSCredentials(accessKeyID: "", secretAccessKey: "", origin: origin)
    guard try reader.enter("Credentials") else { throw XMLError(.unexpectedContent, at: reader.position) }
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "AccessKeyId": credentials.accessKeyID = try reader.text()
      case "SecretAccessKey": credentials.secretAccessKey = try reader.text()
      case "SessionToken": credentials.sessionToken = try reader.text()
      case "Expiration":
        credentials.expiration = AWSTimestamp.parse(dateTime: try reader.text()).map { Int64($0.timeIntervalSince1970) }
      default: break
      }
    }
    if credentials.accessKeyID.isEmpty || credentials.secretAccessKey.isEmpty {
      throw XMLError(.unexpectedContent, at: reader.position)
    }
    self = credentials
  }
}
