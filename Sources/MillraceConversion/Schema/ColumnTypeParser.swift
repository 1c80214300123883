/// Why a text is not a column type, and where.
package struct ColumnTypeError: Error, Sendable, Equatable, CustomStringConvertible {
  package var message: String
  /// Characters before the place that is wrong.
  package var offset: Int

  package var description: String { message }
}

extension ColumnType {
  /// Reads a type as `description` writes it. Upper and lower case do not matter, nor does white space.
  package init(parsing text: String) throws(ColumnTypeError) {
    var parser = ColumnTypeParser(text)
    self = try parser.parseType()
    try parser.expectEnd()
  }

  /// Reads a list of columns: `id: int64, tags: list<string>`.
  package static func parseColumns(_ text: String) throws(ColumnTypeError) -> [ColumnDefinition] {
    var parser = ColumnTypeParser(text)
    let columns = try parser.parseFields()
    try parser.expectEnd()
    try DatasetSchema(mode: .explicit, columns: columns).checkNames()
    return columns
  }
}

/// Reads the text of column types by recursive descent.
struct ColumnTypeParser {
  private static let known =
    "string, json, int32, int64, double, boolean, timestamp, local-timestamp, date, uuid, decimal(precision,scale), "
    + "list<type>, map<type>, struct<name: type, …>"
  /// Types may nest this deep.
  private static let maximumDepth = 64

  private let characters: [Character]
  private var position = 0
  private var depth = 0

  init(_ text: String) { characters = Array(text) }

  /// A field name as it must be written: in double quotes where it is not a plain word.
  static func quotedIfNeeded(_ name: String) -> String {
    let isPlain = !name.isEmpty && name.allSatisfy(isWordCharacter)
    if isPlain { return name }
    return "\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_-.$@".contains(character)
  }

  mutating func parseType() throws(ColumnTypeError) -> ColumnType {
    depth += 1
    defer { depth -= 1 }
    let start = position
    if depth > Self.maximumDepth { throw error("types nest deeper than \(Self.maximumDepth)", at: start) }
    switch try word().lowercased() {
    case "string", "text", "varchar": return .string
    case "json": return .json
    case "int32", "int", "integer": return .int32
    case "int64", "bigint", "long": return .int64
    case "double", "float64": return .double
    case "boolean", "bool": return .boolean
    case "timestamp": return .timestamp(utc: true)
    case "local-timestamp": return .timestamp(utc: false)
    case "date": return .date
    case "uuid": return .uuid
    case "decimal": return try decimal()
    case "list", "array": return .list(try bracketed())
    case "map": return .map(try bracketed())
    case "struct": return try structure(from: start)
    case let name: throw error("there is no type \"\(name)\"; the types are \(Self.known)", at: start)
    }
  }

  private mutating func structure(from start: Int) throws(ColumnTypeError) -> ColumnType {
    try expect("<")
    let fields = try parseFields()
    try expect(">")
    if fields.isEmpty { throw error("a struct needs at least one field", at: start) }
    return .structure(fields)
  }

  private mutating func bracketed() throws(ColumnTypeError) -> ColumnType {
    try expect("<")
    let type = try parseType()
    try expect(">")
    return type
  }

  private mutating func decimal() throws(ColumnTypeError) -> ColumnType {
    let start = position
    try expect("(")
    let precision = Int(try word())
    try expect(",")
    let scale = Int(try word())
    try expect(")")
    guard let precision, let scale, (1...38).contains(precision), (0...precision).contains(scale) else {
      throw error("a decimal has 1 to 38 digits, of which 0 to all stand after the point: decimal(12,2)", at: start)
    }
    return .decimal(precision: precision, scale: scale)
  }

  mutating func parseFields() throws(ColumnTypeError) -> [ColumnDefinition] {
    var fields: [ColumnDefinition] = []
    var names: Set<String> = []
    repeat {
      skipSpace()
      let start = position
      let name = try word()
      if !names.insert(name).inserted { throw error("the name \"\(name)\" is given twice", at: start) }
      try expect(":")
      fields.append(ColumnDefinition(name: name, type: try parseType()))
    } while accept(",")
    return fields
  }

  private mutating func word() throws(ColumnTypeError) -> String {
    skipSpace()
    if position < characters.count, characters[position] == "\"" { return try quotedWord() }
    let start = position
    while position < characters.count, Self.isWordCharacter(characters[position]) { position += 1 }
    if position == start { throw error("a name or type was expected", at: start) }
    return String(characters[start..<position])
  }

  private mutating func quotedWord() throws(ColumnTypeError) -> String {
    let start = position
    position += 1
    var word = ""
    while position < characters.count {
      let character = characters[position]
      position += 1
      if character == "\"" { return word }
      if character == "\\", position < characters.count {
        word.append(characters[position])
        position += 1
      } else {
        word.append(character)
      }
    }
    throw error("the quote is not closed", at: start)
  }

  mutating func expectEnd() throws(ColumnTypeError) {
    skipSpace()
    if position < characters.count { throw error("nothing was expected behind the type", at: position) }
  }

  private mutating func expect(_ character: Character) throws(ColumnTypeError) {
    if !accept(character) { throw error("\"\(character)\" was expected", at: position) }
  }

  private mutating func accept(_ character: Character) -> Bool {
    skipSpace()
    guard position < characters.count, characters[position] == character else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
  }

  private func error(_ message: String, at offset: Int) -> ColumnTypeError {
    ColumnTypeError(message: "\(message) (character \(offset + 1) of \"\(String(characters))\")", offset: offset)
  }
}
