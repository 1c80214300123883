package import MillraceJSON

extension JSONReader {
  /// The next value, a string.
  package mutating func string() throws(JSONError) -> String {
    let (bytes, isEscaped) = try text()
    return JSONKey(bytes: bytes, isEscaped: isEscaped).text
  }

  /// The next value, a string or `null`.
  package mutating func optionalString() throws(JSONError) -> String? {
    if isNull {
      try skip()
      return nil
    }
    return try string()
  }

  /// The next value, a string, as the UTF-8 bytes of its text.
  package mutating func bytes() throws(JSONError) -> [UInt8] {
    let (bytes, isEscaped) = try text()
    guard isEscaped, let base = bytes.baseAddress else { return Array(bytes) }
    return [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
      count = buffer.baseAddress.map { JSONString.unescape(base, count: bytes.count, into: $0) } ?? 0
    }
  }

  /// The next value, a number, as it stands.
  package mutating func numberText() throws(JSONError) -> String {
    var kind = JSONKind.null
    let error = error(.expectedValue)
    let bytes = try scan(&kind)
    if kind != .integer && kind != .number { throw error }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The next value, a whole number within 64 bits.
  package mutating func integer() throws(JSONError) -> Int {
    let error = error(.invalidNumber)
    guard let value = Int(try numberText()) else { throw error }
    return value
  }

  /// The next value, a number, or one of `"NaN"`, `"Infinity"`, `"-Infinity"`.
  package mutating func double() throws(JSONError) -> Double {
    let error = error(.invalidNumber)
    let text = isString ? try string() : try numberText()
    guard let value = Double(text) else { throw error }
    return value
  }

  /// The next value, `true` or `false`.
  package mutating func boolean() throws(JSONError) -> Bool {
    var kind = JSONKind.null
    let error = error(.expectedValue)
    _ = try scan(&kind)
    switch kind {
    case .true: return true
    case .false: return false
    default: throw error
    }
  }

  /// The next value, an array of strings.
  package mutating func strings() throws(JSONError) -> [String] {
    var strings: [String] = []
    try array { reader throws(JSONError) in strings.append(try reader.string()) }
    return strings
  }

  /// The next value, an object whose values are strings.
  package mutating func stringMap() throws(JSONError) -> [String: String] {
    var map: [String: String] = [:]
    try object { key, reader throws(JSONError) in
      let name = key.text
      map[name] = try reader.string()
    }
    return map
  }

  /// The next value, a string of base64.
  package mutating func base64() throws(JSONError) -> [UInt8] {
    let error = error(.expectedValue)
    let (bytes, _) = try text()
    guard let decoded = Base64.decode(bytes) else { throw error }
    return decoded
  }
}
