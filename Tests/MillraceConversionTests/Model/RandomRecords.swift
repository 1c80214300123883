import MillraceConversion

/// Writes random JSON objects that mostly fit some columns, and now and then do not.
struct RandomRecords {
  var random: SeededGenerator
  let columns: [ColumnDefinition]
  /// Of how many values one has another type than its column.
  var conflicts = 12
  /// Of how many objects one has a key twice.
  var repeats = 15

  mutating func record() -> String { object(columns, newKeys: random.one(in: 6) ? 2 : 0) }

  private mutating func object(_ fields: [ColumnDefinition], newKeys: Int) -> String {
    var fields = fields
    if random.one(in: 3) { fields.shuffle(using: &random) }
    fields.removeAll { _ in random.one(in: 8) }
    if random.one(in: repeats), let field = fields.randomElement(using: &random) {
      fields.insert(field, at: random.below(fields.count))
    }
    for _ in 0..<newKeys {
      fields.insert(
        ColumnDefinition(name: "new \(random.below(4))", type: .json), at: random.below(fields.count + 1))
    }
    let members = fields.map { key($0.name) + space() + ":" + space() + value($0.type) + space() }
    return "{" + space() + members.joined(separator: "," + space()) + "}"
  }

  private mutating func space() -> String { random.one(in: 12) ? random.pick([" ", "\t", "  ", "\r"]) : "" }

  private mutating func value(_ type: ColumnType) -> String {
    if random.one(in: 9) { return "null" }
    if random.one(in: conflicts) {
      return value(random.pick([.string, .int64, .double, .boolean, .json, .list(.int32), .map(.string), .date]))
    }
    switch type {
    case .list(let element): return "[" + list { $0.value(element) } + "]"
    case .map(let element):
      let names = random.names(random.below(4)) + (random.one(in: repeats) ? ["a", "a"] : [])
      return "{" + names.map { key($0) + ":" + value(element) }.joined(separator: ",") + "}"
    case .structure(let fields): return object(fields, newKeys: random.one(in: 10) ? 1 : 0)
    case .json: return value(random.pick([.string, .int64, .boolean, .list(.json), .map(.json), .double]))
    default: return scalar(type)
    }
  }

  private mutating func list(_ element: (inout RandomRecords) -> String) -> String {
    (0..<random.below(4)).map { _ in element(&self) }.joined(separator: "," + space())
  }

  private mutating func scalar(_ type: ColumnType) -> String {
    switch type {
    case .int32: random.pick(["0", "-1", "2147483647", "-2147483648", "2147483648", "\(random.below(1_000))"])
    case .int64:
      random.pick(["7", "-9223372036854775808", "9223372036854775807", "9223372036854775808", "\(random.next() >> 20)"])
    case .double:
      random.pick(["0.5", "-0.0", "1e300", "1E-7", "3", "9007199254740993", "1e999", "\(random.below(10_000)).25"])
    case .boolean: random.pick(["true", "false"])
    case .date: random.pick(["\"2024-02-29\"", "\"2023-02-29\"", "\"1969-12-31\"", "\"0001-01-01\"", "\"9999-12-31\""])
    case .uuid:
      random.pick([
        "\"123e4567-e89b-12d3-a456-426614174000\"", "\"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF\"", "\"123e4567\"",
      ])
    case .timestamp:
      random.pick([
        "\"2024-01-02T03:04:05Z\"", "\"1901-12-31T23:59:59Z\"", "\"2024-01-02T03:04:05\"", "\"2024-01-02T24:00:00Z\"",
      ])
    case .decimal:
      random.pick([
        "1.25", "-999.99", "\"12.5\"", "0.001", "-0", "123456789012345.678", "12345678901234567890.1", "1.10",
      ])
    default: string()
    }
  }

  private mutating func string() -> String {
    let word = random.pick([
      "", "x", "hello, world", "ünï", "日本語のテキスト", "\u{7F}", "😀", "a\"b", "c\\d", "line\nfeed\u{2}",
    ])
    return key(random.one(in: 10) ? String(repeating: word, count: 1 + random.below(60)) : word)
  }

  /// A JSON string, with more escapes than are needed now and then.
  private mutating func key(_ text: String) -> String {
    let escapesMore = random.one(in: 8)
    var json = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" {
        json += "\\" + String(scalar)
      } else if scalar.value < 0x20 || (escapesMore && random.one(in: 2)) {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16, uppercase: random.one(in: 2))
          json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        json += String(scalar)
      }
    }
    return json + "\""
  }
}
