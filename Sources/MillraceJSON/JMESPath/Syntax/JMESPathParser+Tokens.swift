extension JMESPathParser {
  private typealias Power = JMESPathToken.BindingPower

  /// An expression that begins with the current token.
  mutating func beginning() throws(JMESPathError) -> JMESPathNode {
    let token = advance()
    switch token.kind {
    case .literal(let value): return .literal(value)
    case .identifier(let name):
      return current.kind == .openParenthesis ? try call(name, at: token.offset) : .field(name)
    case .quotedIdentifier(let name):
      if current.kind == .openParenthesis { throw unexpected("a quoted name is no function") }
      return .field(name)
    case .current: return .current
    case .star: return .valueProjection(.current, try projected(Power.star))
    case .filter: return try filter(on: .current)
    case .flatten: return .projection(.flatten(.current), try projected(Power.flatten))
    case .not: return .not(try expression(Power.not))
    case .reference: return .reference(try expression(0))
    case .openBrace: return try hash()
    case .openBracket: return try bracket()
    case .openParenthesis:
      let inner = try expression(0)
      try expect(.closeParenthesis, "“)”")
      // A parenthesis ends projections.
      return .chain(inner, .current)
    default: throw error(.syntax, "an expression was expected, but here is \(token.text)", at: token.offset)
    }
  }

  /// An expression that goes on from `left` with the current token.
  mutating func continuation(of left: JMESPathNode) throws(JMESPathError) -> JMESPathNode {
    let token = advance()
    switch token.kind {
    case .dot:
      guard current.kind == .star else { return .chain(left, try behindDot(Power.dot)) }
      advance()
      return .valueProjection(left, try projected(Power.dot))
    case .pipe: return .chain(left, try expression(token.bindingPower))
    case .or: return .or(left, try expression(token.bindingPower))
    case .and: return .and(left, try expression(token.bindingPower))
    case .comparator(let comparator): return .comparison(comparator, left, try expression(token.bindingPower))
    case .flatten: return .projection(.flatten(left), try projected(Power.flatten))
    case .filter: return try filter(on: left)
    case .openBracket: return try bracket(behind: left)
    default: throw error(.syntax, "\(token.text) cannot stand here", at: token.offset)
    }
  }

  /// Behind a `[` that begins an expression.
  private mutating func bracket() throws(JMESPathError) -> JMESPathNode {
    switch current.kind {
    case .number, .colon: return try indexed(.current)
    case .star where lookahead(1) == .closeBracket: return try starred(.current)
    default: return try list()
    }
  }

  private mutating func bracket(behind left: JMESPathNode) throws(JMESPathError) -> JMESPathNode {
    switch current.kind {
    case .number, .colon: return try indexed(left)
    case .star: return try starred(left)
    default: throw unexpected("a number, a slice, *, or a filter that begins with [? was expected")
    }
  }

  private mutating func starred(_ left: JMESPathNode) throws(JMESPathError) -> JMESPathNode {
    advance()
    try expect(.closeBracket, "“]”")
    return .projection(left, try projected(Power.star))
  }

  private mutating func filter(on left: JMESPathNode) throws(JMESPathError) -> JMESPathNode {
    let condition = try expression(0)
    try expect(.closeBracket, "“]”")
    let right: JMESPathNode = current.kind == .flatten ? .current : try projected(Power.filter)
    return .filterProjection(left, condition: condition, right)
  }

  /// An index or a slice; a slice is a projection.
  private mutating func indexed(_ left: JMESPathNode) throws(JMESPathError) -> JMESPathNode {
    if case .number(let number) = current.kind, lookahead(1) == .closeBracket {
      advance()
      advance()
      return .chain(left, .index(number))
    }
    let slice = try slice()
    return .projection(.chain(left, slice), try projected(Power.star))
  }

  private mutating func slice() throws(JMESPathError) -> JMESPathNode {
    var parts: [Int?] = [nil]
    let offset = current.offset
    while current.kind != .closeBracket {
      switch current.kind {
      case .number(let number) where parts[parts.count - 1] == nil: parts[parts.count - 1] = number
      case .colon where parts.count < 3: parts.append(nil)
      default: throw unexpected("a slice such as [0:10:2] was expected")
      }
      advance()
    }
    try expect(.closeBracket, "“]”")
    let step = parts.count > 2 ? parts[2] ?? 1 : 1
    if step == 0 { throw error(.invalidValue, "the step of a slice cannot be 0", at: offset) }
    return .slice(start: parts[0], stop: parts.count > 1 ? parts[1] : nil, step: step)
  }

  /// Behind the `[` of `[a, b]`.
  mutating func list() throws(JMESPathError) -> JMESPathNode {
    var items = [try expression(0)]
    while current.kind != .closeBracket {
      try expect(.comma, "“,” or “]”")
      items.append(try expression(0))
    }
    advance()
    return .list(items)
  }

  /// Behind the `{` of `{name: a, other: b}`.
  mutating func hash() throws(JMESPathError) -> JMESPathNode {
    var members: [(key: String, value: JMESPathNode)] = []
    while true {
      switch current.kind {
      case .identifier(let name), .quotedIdentifier(let name):
        advance()
        try expect(.colon, "“:”")
        members.append((name, try expression(0)))
      default: throw unexpected("a name was expected")
      }
      if current.kind == .closeBrace { break }
      try expect(.comma, "“,” or “}”")
    }
    advance()
    return .hash(members)
  }

  private mutating func call(_ name: String, at offset: Int) throws(JMESPathError) -> JMESPathNode {
    try expect(.openParenthesis, "“(”")
    var arguments: [JMESPathNode] = []
    while current.kind != .closeParenthesis {
      if !arguments.isEmpty { try expect(.comma, "“,” or “)”") }
      arguments.append(try expression(0))
    }
    advance()
    guard let function = JMESPathFunction(rawValue: name) else {
      let names = JMESPathFunction.allCases.map(\.rawValue).joined(separator: ", ")
      throw error(.unknownFunction, "there is no function “\(name)”; there are: \(names)", at: offset)
    }
    if let fault = function.arityFault(arguments.count) { throw error(.invalidArity, fault, at: offset) }
    return .call(function, arguments, offset: offset)
  }
}
