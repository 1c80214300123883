internal import Crypto
internal import Synchronization

/// Signing keys derived from secrets, kept because four HMACs a request would cost more than the rest of the check. Each is an
/// HMAC that has taken its key, for the same reason.
final class SigningKeys: Sendable {
  private let keys = Mutex<[String: HMAC<SHA256>]>([:])

  func key(for signature: RequestSignature, secret: String) -> HMAC<SHA256> {
    let name = signature.accessKey + "/" + signature.scope
    if let key = keys.withLock({ $0[name] }) { return key }
    var key = SymmetricKey(data: Array("AWS4\(secret)".utf8))
    for part in [signature.day, signature.region, signature.service, "aws4_request"] {
      key = SymmetricKey(data: Array(HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key)))
    }
    let keyed = HMAC<SHA256>(key: key)
    keys.withLock { keys in
      if keys.count > 1000 { keys.removeAll() }
      keys[name] = keyed
    }
    return keyed
  }

  /// The signature of a string to sign, in hexadecimal.
  static func sign(_ text: [UInt8], with key: HMAC<SHA256>) -> String {
    var code = key
    code.update(data: text)
    return Hex.encode(code.finalize())
  }
}
