/// One step of a compiled pattern.
enum GlobToken: Sendable, Hashable {
  case literal(UInt8)
  /// `?`: one character but `/`.
  case one
  /// `[a-z]`: one byte of these, `/` never.
  case set(ranges: [ClosedRange<UInt8>], negated: Bool)
  /// `*`: any number of bytes but `/`.
  case star
  /// `**/`: any number of whole folders.
  case folders
  /// `**`: anything at all.
  case anything

  static func compile(_ pattern: [UInt8], of text: String) throws -> [GlobToken] {
    var tokens: [GlobToken] = []
    var rest = pattern[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "?"): tokens.append(.one)
      case UInt8(ascii: "["): tokens.append(try set(&rest))
      case UInt8(ascii: "\\"): tokens.append(.literal(rest.popFirst() ?? byte))
      case UInt8(ascii: "*"):
        guard rest.first == UInt8(ascii: "*") else {
          tokens.append(.star)
          continue
        }
        rest = rest.drop { $0 == UInt8(ascii: "*") }
        let startsComponent = tokens.isEmpty || tokens.last == .literal(UInt8(ascii: "/"))
        if startsComponent, rest.first == UInt8(ascii: "/") {
          rest.removeFirst()
          tokens.append(.folders)
        } else {
          tokens.append(.anything)
        }
      default: tokens.append(.literal(byte))
      }
    }
    return tokens
  }

  /// What stands between `[` and `]`; a `]` right after the start is one of the bytes.
  private static func set(_ rest: inout ArraySlice<UInt8>) throws -> GlobToken {
    var ranges: [ClosedRange<UInt8>] = []
    let negated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
    if negated { rest.removeFirst() }
    while let low = rest.popFirst() {
      if low == UInt8(ascii: "]"), !ranges.isEmpty { return .set(ranges: ranges, negated: negated) }
      let next = rest.dropFirst().first
      if rest.first == UInt8(ascii: "-"), let high = next, high != UInt8(ascii: "]") {
        guard low <= high else { throw GlobError(description: "a range in its brackets runs backwards") }
        rest = rest.dropFirst(2)
        ranges.append(low...high)
      } else {
        ranges.append(low...low)
      }
    }
    throw GlobError(description: "its “[” is not closed; write “]” after the set, or “\\[” for a bracket itself")
  }
}
