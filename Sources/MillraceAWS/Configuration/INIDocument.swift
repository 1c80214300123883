/// Sections of settings, as the shared files of AWS's tools have them.
package struct INIDocument: Sendable {
  private var sections: [String: [String: String]] = [:]

  package init() {}

  /// - Throws: ``AWSError`` that names the line.
  package init(parsing text: String, path: String) throws(AWSError) {
    var section: String?
    var parent: String?
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let content = INIDocument.trimmed(line)
      if content.isEmpty || content.hasPrefix("#") || content.hasPrefix(";") { continue }
      if content.hasPrefix("[") {
        guard let end = content.firstIndex(of: "]") else {
          throw INIDocument.error("the section's name has no “]”", path, index + 1)
        }
        section = INIDocument.name(content[content.index(after: content.startIndex)..<end])
        parent = nil
        sections[section ?? "", default: [:]] = sections[section ?? ""] ?? [:]
        continue
      }
      guard let section else { throw INIDocument.error("a setting stands before any section", path, index + 1) }
      guard let equals = content.firstIndex(of: "=") else {
        throw INIDocument.error("“\(content.prefix(20))” has no “=”", path, index + 1)
      }
      let key = INIDocument.trimmed(content[..<equals]).lowercased()
      let value = INIDocument.value(content[content.index(after: equals)...])
      if line.first?.isWhitespace == true, let parent {
        sections[section]?["\(parent).\(key)"] = value
      } else {
        sections[section]?[key] = value
        parent = value.isEmpty ? key : nil
      }
    }
  }

  package subscript(section: String) -> [String: String]? { sections[section] }

  /// With one space between its words: `profile  x` is `profile x`.
  private static func name(_ text: Substring) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.replacing("\"", with: "").replacing("'", with: "")
  }

  /// A comment behind a value begins with a space.
  private static func value(_ text: Substring) -> String {
    var end = text.endIndex
    for mark in [" #", " ;", "\t#", "\t;"] {
      if let range = text.firstRange(of: mark), range.lowerBound < end { end = range.lowerBound }
    }
    return String(trimmed(text[..<end]))
  }

  private static func trimmed(_ text: Substring) -> Substring {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return text[first...last]
  }

  private static func error(_ fault: String, _ path: String, _ line: Int) -> AWSError {
    AWSError(.configuration, code: "MalformedFile", "\(path), line \(line): \(fault).")
  }
}
