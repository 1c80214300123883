/// Expands `{a,b}` (which may nest) into the patterns it stands for.
enum GlobBraces {
  private static let limit = 1024
  private static let open = UInt8(ascii: "{")
  private static let close = UInt8(ascii: "}")
  private static let comma = UInt8(ascii: ",")
  private static let backslash = UInt8(ascii: "\\")

  static func expand(_ pattern: [UInt8]) throws -> [[UInt8]] {
    guard let start = firstUnescaped(open, in: pattern) else { return [pattern] }
    let (choices, end) = try split(pattern, from: start)
    let tails = try expand(Array(pattern[(end + 1)...]))
    var results: [[UInt8]] = []
    for choice in choices {
      for body in try expand(choice) {
        for tail in tails {
          results.append(pattern[..<start] + body + tail)
        }
      }
      if results.count > limit {
        throw GlobError(description: "its braces stand for more than \(limit) patterns; write fewer choices")
      }
    }
    return results
  }

  private static func firstUnescaped(_ wanted: UInt8, in pattern: [UInt8]) -> Int? {
    var index = 0
    while index < pattern.count {
      if pattern[index] == backslash {
        index += 1
      } else if pattern[index] == wanted {
        return index
      }
      index += 1
    }
    return nil
  }

  /// The choices between the brace at `start` and the one that closes it, and where that one is.
  private static func split(_ pattern: [UInt8], from start: Int) throws -> (choices: [[UInt8]], end: Int) {
    var choices: [[UInt8]] = [[]]
    var depth = 0
    var index = start
    while index < pattern.count {
      let byte = pattern[index]
      if byte == backslash, index + 1 < pattern.count {
        choices[choices.count - 1] += [byte, pattern[index + 1]]
        index += 2
        continue
      }
      if byte == open { depth += 1 }
      if byte == close { depth -= 1 }
      if depth == 0 { return (choices, index) }
      if byte == comma, depth == 1 {
        choices.append([])
      } else if index > start {
        choices[choices.count - 1].append(byte)
      }
      index += 1
    }
    throw GlobError(description: "its “{” is not closed; write “}” after the last choice, or “\\{” for a brace itself")
  }
}
