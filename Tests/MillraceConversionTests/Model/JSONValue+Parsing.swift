/// Reads JSON that is known to be right, by recursive descent, a byte at a time.
private struct JSONValueParser {
  struct Fault: Error { var position: Int }

  let bytes: [UInt8]
  var position = 0

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  mutating func value() throws -> JSONValue {
    skipSpace()
    let start = position
    let kind = try kind()
    return JSONValue(kind: kind, raw: Array(bytes[start..<position]))
  }

  private mutating func kind() throws -> JSONValue.Kind {
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .boolean(true))
    case UInt8(ascii: "f"): return try literal("false", .boolean(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default:
      let start = position
      while let byte = next, "+-.0123456789eE".utf8.contains(byte) { position += 1 }
      guard position > start else { throw Fault(position: position) }
      return .number
    }
  }

  private mutating func literal(_ text: String, _ kind: JSONValue.Kind) throws -> JSONValue.Kind {
    guard bytes[position...].starts(with: text.utf8) else { throw Fault(position: position) }
    position += text.utf8.count
    return kind
  }

  private mutating func expect(_ character: Unicode.Scalar) throws {
    skipSpace()
    guard next == UInt8(ascii: character) else { throw Fault(position: position) }
    position += 1
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func object() throws -> JSONValue.Kind {
    try expect("{")
    var members: [JSONValue.Member] = []
    if accept("}") { return .object([]) }
    repeat {
      skipSpace()
      let key = try string()
      try expect(":")
      members.append(.init(key: key, value: try value()))
    } while accept(",")
    try expect("}")
    return .object(members)
  }

  private mutating func array() throws -> JSONValue.Kind {
    try expect("[")
    var elements: [JSONValue] = []
    if accept("]") { return .array([]) }
    repeat { elements.append(try value()) } while accept(",")
    try expect("]")
    return .array(elements)
  }

  private mutating func string() throws -> [UInt8] {
    try expect("\"")
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      position += 1
      if byte == UInt8(ascii: "\\") { try escape(&text) } else { text.append(byte) }
    }
    try expect("\"")
    return text
  }

  private mutating func escape(_ text: inout [UInt8]) throws {
    guard let byte = next else { throw Fault(position: position) }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"): text += Array(String(try scalar()).utf8)
    default: text.append(byte)
    }
  }

  private mutating func scalar() throws -> Unicode.Scalar {
    var number = try unit()
    if (0xD800..<0xDC00).contains(number) {
      position += 2
      number = 0x10000 + (number - 0xD800) << 10 + (try unit() - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(number) else { throw Fault(position: position) }
    return scalar
  }

  private mutating func unit() throws -> UInt32 {
    guard position + 4 <= bytes.count,
      let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw Fault(position: position) }
    position += 4
    return unit
  }

  mutating func expectEnd() throws {
    skipSpace()
    if position < bytes.count { throw Fault(position: position) }
  }
}

extension JSONValue {
  init(parsing bytes: [UInt8]) throws {
    var parser = JSONValueParser(bytes: bytes)
    self = try parser.value()
    try parser.expectEnd()
  }

  init(parsing text: String) throws { try self.init(parsing: Array(text.utf8)) }
}
