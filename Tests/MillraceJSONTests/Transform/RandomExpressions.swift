/// Random records of few keys, and expressions over them.
struct RandomExpressions {
  private var state: UInt64
  private static let keys = ["a", "b", "c", "key", "a longer key than sixteen bytes", "é", "q\\\"q", "", "k8888888"]
  private static let scalars = [
    "null", "true", "false", "0", "-0", "1", "1.0", "1.50", "10e-1", "123456789012345678", "123456789012345679",
    "12345678901234567890", "0.1", "-2.25", "1e400", #""""#, #""a""#, #""a long string of more than sixteen bytes""#,
    #""\u00e9""#,
    #""é""#, #""x\n\"""#, #""1""#, "[]", "{}", "[ ]", "[1]", "[null, 1]", #"{"a" : 1}"#,
  ]

  init(seed: UInt64) { state = seed }

  mutating func record() -> String { below(20) == 0 ? scalar() : object(depth: 0) }

  mutating func expression(depth: Int = 0) -> String {
    let inner = depth + 1
    if depth > 3 { return path() }
    switch below(15) {
    case 0...3: return path()
    case 4: return literal()
    case 5, 6: return "\(expression(depth: 3)) \(comparator()) \(expression(depth: 3))"
    case 7: return "(\(expression(depth: inner)) || \(expression(depth: inner)))"
    case 8: return "(\(expression(depth: inner)) && \(expression(depth: inner)))"
    case 9: return "!\(path())"
    case 10: return "{x: \(expression(depth: inner)), y: \(expression(depth: inner))}"
    case 11: return "[\(expression(depth: inner)), \(expression(depth: inner))]"
    case 12: return "\(path()) | \(expression(depth: inner))"
    case 13: return "\(path()).{k: \(path()), \(quoted(key())): \(expression(depth: inner))}"
    default: return interpreted(inner)
    }
  }

  private mutating func interpreted(_ depth: Int) -> String {
    switch below(9) {
    case 0: "\(path())[0]"
    case 1: "length(\(path()))"
    case 2: "\(path())[*].a"
    case 3: "\(path()).*"
    case 4: "not_null(\(path()), \(expression(depth: depth)))"
    case 5: "type(\(path()))"
    case 6: "keys(@)"
    case 7: "to_string(\(expression(depth: depth)))"
    default: "{x: \(path()), x: \(path())}"
    }
  }

  private mutating func path() -> String {
    if below(12) == 0 { return "@" }
    return (0...below(3)).map { _ in quoted(key()) }.joined(separator: ".")
  }

  private mutating func literal() -> String { "`\(scalar())`" }

  private mutating func comparator() -> String { ["==", "!=", "<", "<=", ">", ">="][below(6)] }

  private func quoted(_ key: String) -> String { "\"\(key)\"" }

  private mutating func object(depth: Int) -> String {
    let members = (0..<below(7)).map { _ in
      "\(space())\(memberKey())\(space()):\(space())\(value(depth: depth + 1))\(space())"
    }
    return "{\(members.joined(separator: ","))}"
  }

  /// At times with an escape that need not be one.
  private mutating func memberKey() -> String {
    let key = key()
    return key == "a" && below(6) == 0 ? #""\u0061""# : quoted(key)
  }

  private mutating func value(depth: Int) -> String {
    if depth < 4 && below(3) == 0 { return object(depth: depth) }
    if depth < 4 && below(8) == 0 {
      return "[\((0..<below(3)).map { _ in value(depth: depth + 1) }.joined(separator: ", "))]"
    }
    return scalar()
  }

  private mutating func scalar() -> String { Self.scalars[below(Self.scalars.count)] }

  private mutating func key() -> String { Self.keys[min(below(Self.keys.count), below(Self.keys.count))] }

  private mutating func space() -> String { below(12) == 0 ? " \t" : "" }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return Int((value ^ value >> 31) % UInt64(bound))
  }
}
