internal import MillraceJSON

/// The way to a rescued value as text, in JMESPath's spelling: `key`, `outer.inner`, `list[3].key`, `outer."a.b"`.
///
/// Different ways have different texts: were `a.b` the key `a.b` as well as `b` in `a`, one of two values would be lost.
enum RescuePath {
  /// Goes on to a key, which is put in quotes where it would not be understood as one word.
  static func append(key: some Collection<UInt8>, to path: inout [UInt8]) {
    if !path.isEmpty { path.append(UInt8(ascii: ".")) }
    if needsQuotes(key) { JSONString.appendQuoted(key, to: &path) } else { path += key }
  }

  private static func needsQuotes(_ key: some Collection<UInt8>) -> Bool {
    guard let first = key.first else { return true }
    return first == UInt8(ascii: "\"") || key.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") }
  }
}
