/// One command, or one run of a script.
enum RedisCommand: Sendable {
  case plain([String])
  /// Keys and arguments, all of which are UTF-8.
  case script(RedisScript, keys: [String], arguments: [String])

  /// The words that are sent.
  var words: [String] {
    switch self {
    case .plain(let words): words
    case .script(let script, let keys, let arguments):
      ["EVALSHA", script.digest, String(keys.count)] + keys + arguments
    }
  }
}
