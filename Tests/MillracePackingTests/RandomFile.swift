import MillraceJSON
import MillracePacking

/// A file of random records with junk, bad and long lines between them, and options to pack it with.
struct RandomFile {
  var bytes: [UInt8] = []
  /// The good records, in order.
  var records: [JSONValue] = []
  /// How many lines are bad.
  var badCount = 0
  var options = PackingOptions()

  private var random: SeededGenerator

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    options.layout = MessageLayout.allCases.randomElement(using: &random) ?? .ndjson
    options.maximumMessageBytes = Int.random(in: 20...400, using: &random)
    options.maximumRecordBytes = Int.random(in: 120...500, using: &random)
    options.forbidden = ForbiddenCharacters.allCases.randomElement(using: &random) ?? .escape
    switch Int.random(in: 0..<4, using: &random) {
    case 0: array()
    case 1: texts()
    default: lines()
    }
  }

  private mutating func lines() {
    if Bool.random(using: &random) { options.format = .ndjson }
    if chance(4) { bytes += [0xEF, 0xBB, 0xBF] }
    var isFirst = true
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      // The first line decides what the file is taken for, where that is not said.
      let isSure = isFirst && options.format == .auto
      if !isSure && chance(8) {
        badLine()
      } else if chance(5) {
        junk()
      } else {
        record(isSure)
        if chance(9) { bytes += "  \t".utf8 }
      }
      isFirst = isFirst && records.isEmpty
      bytes += chance(5) ? "\r\n".utf8 : "\n".utf8
    }
    if chance(2) && bytes.last == 0x0A { bytes.removeLast() }
  }

  private mutating func array() {
    options.maximumRecordBytes = 10_000
    if chance(2) { options.format = .json }
    if chance(3) { junk() }
    bytes += "\n [".utf8
    for index in 0..<Int.random(in: 0...20, using: &random) {
      if index > 0 { bytes += ",".utf8 }
      bytes += " \n".utf8.prefix(Int.random(in: 0...2, using: &random))
      record(false)
    }
    bytes += "\n]\n// end".utf8
  }

  private mutating func texts() {
    options.format = .json
    options.maximumRecordBytes = 10_000
    for _ in 0..<Int.random(in: 1...20, using: &random) {
      record(true)
      bytes += "\n".utf8
      if chance(4) {
        junk()
        bytes += "\n".utf8
      }
    }
  }

  private mutating func record(_ isObject: Bool) {
    let value = isObject ? .object(JSONObject([("k", value(0))])) : value(0)
    var text = value.bytes
    if chance(6) { text = text.flatMap { $0 == 0x3A ? Array(" : ".utf8) : [$0] } }
    if (options.format == .json || options.maximumRecordBytes == 10_000) && chance(5) {
      let wide = text.flatMap { $0 == 0x7B ? Array("{\n".utf8) : [$0] }
      // A brace within a string is not followed by a line feed.
      if (try? JSONValue(parsing: wide)) != nil { text = wide }
    }
    let hasForbidden = String(decoding: text, as: UTF8.self).unicodeScalars.contains { $0 == "\u{FFFF}" }
    bytes += text
    if options.forbidden == .quarantine && hasForbidden || text.count > options.maximumRecordBytes {
      badCount += 1
    } else if let written = try? JSONValue(parsing: text) {
      records.append(written)
    }
  }

  private mutating func value(_ depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 2 ? 5 : 8), using: &random) {
    case 0: return .null
    case 1: return .number("\(Int.random(in: -1_000_000...1_000_000, using: &random))")
    case 2: return .number("\(Int.random(in: 0...99, using: &random)).50e+\(Int.random(in: 1...9, using: &random))")
    case 3, 4: return .string(text())
    case 5: return .array((0..<Int.random(in: 0...4, using: &random)).map { _ in value(depth + 1) })
    default:
      let count = Int.random(in: 0...4, using: &random)
      return .object(JSONObject((0..<count).map { ("k\($0)", value(depth + 1)) }))
    }
  }

  private mutating func text() -> String {
    let parts = [
      "é", "// ", "/* x */", "#", "\"", "\\", "\n", "\u{FFFF}", "🙂", "plain text", ")]}'", "{", "]", "\u{0}",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      let part = parts.randomElement(using: &random) ?? ""
      // Few of them, lest hardly a record is good.
      if part != "\u{FFFF}" || chance(8) { text += part }
    }
    return chance(20) ? String(repeating: text, count: 30) : text
  }

  private mutating func junk() {
    let all = ["// {\"a\":1}", "# x", "/* a */", "/* a\n// {\"b\":2} **/", "", "  ", ")]}'", "//", "\u{FEFF}"]
    bytes += (all.randomElement(using: &random) ?? "").utf8
    if bytes.last != 0x0A && !bytes.isEmpty { bytes.append(0x0A) }
  }

  private mutating func badLine() {
    let all: [[UInt8]] = [
      Array("{\"a\":1".utf8), Array("{\"a\" 1}".utf8), Array("nope".utf8), Array("1 2".utf8), [0x22, 0xFF, 0x22],
      Array("{\"a\":\"\\ud800\"}".utf8), Array("\"\u{1}\"".utf8), [UInt8](repeating: 0x39, count: 600),
      Array("\\".utf8), Array("]".utf8), Array("\"a".utf8),
    ]
    bytes += all.randomElement(using: &random) ?? []
    badCount += 1
  }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
}
