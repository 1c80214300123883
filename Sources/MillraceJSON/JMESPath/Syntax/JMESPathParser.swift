/// Parses expressions by operator precedence (Pratt): each token says how it begins an expression, and how it goes on with
/// one that stands left of it.
struct JMESPathParser {
  /// Parentheses, brackets and operators may nest this deep.
  static let maximumDepth = 250

  let text: String
  private let tokens: [JMESPathToken]
  private var index = 0
  private var depth = 0

  init(_ text: String) throws(JMESPathError) {
    self.text = text
    var lexer = JMESPathLexer(text)
    tokens = try lexer.tokens()
  }

  /// The whole expression.
  mutating func parse() throws(JMESPathError) -> JMESPathNode {
    let node = try expression(0)
    if current.kind != .end { throw unexpected("the expression should have ended before") }
    return node
  }

  var current: JMESPathToken { tokens[index] }

  func lookahead(_ distance: Int) -> JMESPathToken.Kind {
    tokens[min(index + distance, tokens.count - 1)].kind
  }

  @discardableResult
  mutating func advance() -> JMESPathToken {
    defer { index = min(index + 1, tokens.count - 1) }
    return tokens[index]
  }

  mutating func expect(_ kind: JMESPathToken.Kind, _ what: String) throws(JMESPathError) {
    if current.kind != kind { throw unexpected("\(what) was expected") }
    advance()
  }

  func unexpected(_ expectation: String) -> JMESPathError {
    error(.syntax, "\(expectation), but here is \(current.text)", at: current.offset)
  }

  func error(_ code: JMESPathError.Code, _ reason: String, at offset: Int) -> JMESPathError {
    JMESPathError(code, reason, offset: offset, in: text)
  }

  /// An expression up to the first token that binds no stronger than `power`.
  mutating func expression(_ power: Int) throws(JMESPathError) -> JMESPathNode {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth {
      throw error(.syntax, "the expression is nested deeper than \(Self.maximumDepth) levels", at: current.offset)
    }
    var left = try beginning()
    while power < current.bindingPower {
      left = try continuation(of: left)
    }
    return left
  }

  /// What stands right of a projection and is applied to each of its elements.
  mutating func projected(_ power: Int) throws(JMESPathError) -> JMESPathNode {
    if current.bindingPower < JMESPathToken.BindingPower.projectionStop { return .current }
    switch current.kind {
    case .openBracket, .filter: return try expression(power)
    case .dot:
      advance()
      return try behindDot(power)
    default: throw unexpected("a dot or a bracket was expected")
    }
  }

  mutating func behindDot(_ power: Int) throws(JMESPathError) -> JMESPathNode {
    switch current.kind {
    case .identifier, .quotedIdentifier, .star: return try expression(power)
    case .openBracket:
      advance()
      return try list()
    case .openBrace:
      advance()
      return try hash()
    default: throw unexpected("a name, *, [ or { was expected behind the dot")
    }
  }
}
