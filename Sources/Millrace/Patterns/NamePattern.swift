/// A glob with a date in it: `yyyy-mm-dd-*`. Each of `yyyy`, `mm` and `dd` stands for that many digits, from
/// the `yyyy` on, so that the `mm` of `summary-yyyy-mm-dd` is text.
struct NamePattern: Sendable {
  private enum Field: String, CaseIterable {
    case year = "yyyy"
    case month = "mm"
    case day = "dd"
  }

  /// Whether the pattern holds a whole date.
  let hasDate: Bool
  private let glob: GlobPattern
  /// The literal start of the name, in which the fields stand at fixed offsets.
  private let offsets: [Field: Int]

  /// - Throws: `GlobError` where the pattern is none, holds a part of a date only, or holds it after a `*`.
  init(_ text: String) throws {
    var rest = text[...]
    var translated = ""
    var offsets: [Field: Int] = [:]
    var width: Int? = 0
    while !rest.isEmpty {
      if let field = Field.allCases.first(where: { rest.hasPrefix($0.rawValue) }), offsets[field] == nil,
        field == .year || offsets[.year] != nil
      {
        guard let offset = width else {
          throw GlobError(
            description: "its date stands after “*”, “{” or “[”; use {regex: …} with a group named “date”")
        }
        offsets[field] = offset
        let length = field.rawValue.count
        translated += String(repeating: "[0-9]", count: length)
        width = offset + length
        rest = rest.dropFirst(length)
      } else {
        let character = rest.removeFirst()
        translated.append(character)
        width = "*{[\\?".contains(character) ? nil : width.map { $0 + character.utf8.count }
      }
    }
    guard offsets.isEmpty || offsets.count == Field.allCases.count else {
      throw GlobError(description: "it holds only a part of a date; write yyyy, mm and dd, each once")
    }
    glob = try GlobPattern(translated)
    hasDate = !offsets.isEmpty
    self.offsets = offsets
  }

  /// What the name says: whether it fits, and its date.
  func match(_ name: [UInt8]) -> NameMatch {
    guard glob.matches(name) else { return .mismatch }
    guard hasDate else { return .match(nil) }
    func number(_ field: Field) -> Int {
      let start = offsets[field] ?? 0
      return name[start..<(start + field.rawValue.count)].reduce(0) { $0 * 10 + Int($1) - 48 }
    }
    guard let date = CalendarDate(year: number(.year), month: number(.month), day: number(.day)) else {
      return .noSuchDay
    }
    return .match(date)
  }
}
