import Foundation

/// What the server answers to one command.
enum RedisReply: Sendable, Equatable {
  case none
  case integer(Int64)
  case text(String)
  case list([RedisReply])
  /// Its first word is a code, such as `NOSCRIPT`.
  case error(String)

  var text: String? {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    default: nil
    }
  }

  var number: Int64? {
    switch self {
    case .integer(let number): number
    case .text(let text): Int64(text)
    default: nil
    }
  }

  var list: [RedisReply]? {
    if case .list(let elements) = self { elements } else { nil }
  }

  /// The code of an error: its first word, also where a server older than 7 wraps what a script has met with.
  var errorCode: Substring? {
    guard case .error(let message) = self else { return nil }
    if message.hasPrefix("ERR Error running script"), let mark = message.range(of: ": -") {
      return message[mark.upperBound...].prefix { $0 != " " }
    }
    return message.prefix { $0 != " " }
  }
}
