/// Folds paths as RFC 3986, section 5.2.4, has it, and double slashes besides.
enum CanonicalPath {
  static func normalize(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    let folded = "/" + parts.joined(separator: "/")
    return path.utf8.last == UInt8(ascii: "/") && folded.utf8.count > 1 ? folded + "/" : folded
  }
}
