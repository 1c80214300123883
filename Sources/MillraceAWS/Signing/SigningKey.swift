internal import Crypto

/// What signs requests of one day to one service in one region (SigV4, “deriving a signing key”).
package struct SigningKey: Sendable {
  /// The first step of each signature, which is the same for all.
  private let keyed: HMAC<SHA256>

  package init(secret: String, day: String, region: String, service: String) {
    var key = SymmetricKey(data: Array("AWS4\(secret)".utf8))
    for part in [day, region, service, "aws4_request"] {
      key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
    }
    keyed = HMAC<SHA256>(key: key)
  }

  /// The signature in hexadecimal digits.
  func sign(_ text: [UInt8]) -> String {
    var code = keyed
    code.update(data: text)
    return Hexadecimal.encode(code.finalize())
  }
}
