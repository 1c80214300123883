/// Whether a source takes an object, by its key.
struct ObjectMatch: Sendable {
  let patterns: [GlobPattern]

  /// A pattern without a slash is held against the last part of the key, one with a slash against the whole key.
  func takes(_ key: String) -> Bool {
    let whole = Array(key.utf8)
    let name = Self.name(of: whole)
    return patterns.contains { $0.matches($0.matchesPath ? whole : name) }
  }

  /// The last part of a key.
  static func name(of key: [UInt8]) -> [UInt8] {
    key.lastIndex(of: UInt8(ascii: "/")).map { Array(key[($0 + 1)...]) } ?? key
  }
}
