import Crypto
import MillraceStorage

/// A Lua script, which the server runs as one atomic step and knows by its digest once it has seen it.
struct RedisScript: Sendable {
  let text: String
  /// SHA-1 of the text, in lower-case hexadecimal.
  let digest: String

  init(_ text: String) {
    self.text = text
    digest = hexadecimal(Insecure.SHA1.hash(data: Array(text.utf8)))
  }
}
