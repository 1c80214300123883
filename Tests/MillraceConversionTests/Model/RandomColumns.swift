import MillraceConversion

extension SeededGenerator {
  /// Keys that tempt: escapes, other scripts, prefixes of one another, longer than a vector register.
  static let keys = [
    "a", "b", "id", "idx", "naïve", "quo\"te", "back\\slash", "日本語", "tab\tkey", "😀", "line\nfeed", "slash/",
    "a key of more than sixteen bytes", "a key of more than sixteen bytez", "zéro", "Z", "null", "123456789012345",
    "1234567890123456", "\u{1}",
  ]

  mutating func names(_ count: Int) -> [String] { Array(Self.keys.shuffled(using: &self).prefix(count)) }

  /// Columns of random types, nested up to `depth`.
  mutating func columns(_ count: Int, depth: Int) -> [ColumnDefinition] {
    names(count).map { ColumnDefinition(name: $0, type: type(depth: depth)) }
  }

  private mutating func type(depth: Int) -> ColumnType {
    if depth > 0 && !one(in: 3) {
      switch below(3) {
      case 0: return .list(type(depth: depth - 1))
      case 1: return .map(type(depth: depth - 1))
      default: return .structure(columns(1 + below(4), depth: depth - 1))
      }
    }
    return pick([
      .string, .string, .json, .int32, .int64, .double, .boolean, .date, .uuid, .timestamp(utc: true),
      .timestamp(utc: false), .decimal(precision: 5, scale: 2), .decimal(precision: 18, scale: 3),
      .decimal(precision: 38, scale: 10),
    ])
  }
}
