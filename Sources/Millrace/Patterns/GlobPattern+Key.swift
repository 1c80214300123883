extension GlobPattern {
  /// Whether an object's key fits: its last part where the pattern has no slash, else the whole key.
  func matchesKey(_ key: String) -> Bool {
    let bytes = Array(key.utf8)
    let slash = UInt8(ascii: "/")
    guard !matchesPath else { return matches(bytes) }
    return matches(bytes[(bytes.lastIndex(of: slash).map { $0 + 1 } ?? 0)...])
  }
}
