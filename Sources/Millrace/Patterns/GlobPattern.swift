/// A file name pattern: `*`, `?`, `[a-z]`, `[!a-z]`, `{a,b}` and, in paths, `**`. A backslash takes the next character as
/// it stands.
///
/// It works on bytes, since file names are bytes: `?` is one UTF-8 character, or one byte where the name is not UTF-8.
public struct GlobPattern: Sendable, Hashable, CustomStringConvertible {
  /// The pattern as it was written.
  public let description: String
  /// Whether the pattern is held against a path rather than a name.
  let matchesPath: Bool
  /// One token list for each way through the braces.
  private let alternatives: [[GlobToken]]

  /// Compiles a pattern.
  ///
  /// - Throws: `GlobError` where a bracket or brace is not closed, or braces multiply beyond 1,024 patterns.
  public init(_ text: String) throws {
    description = text
    let expanded = try GlobBraces.expand(Array(text.utf8))
    alternatives = try expanded.map { try GlobToken.compile($0, of: text) }
    matchesPath = text.utf8.contains(UInt8(ascii: "/"))
  }

  /// Whether all of `bytes` fits the pattern.
  func matches(_ bytes: some RandomAccessCollection<UInt8>) -> Bool {
    let bytes = Array(bytes)
    return alternatives.contains { GlobMatcher(tokens: $0, bytes: bytes).matches() }
  }
}
