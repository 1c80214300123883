/// A token of an expression.
struct JMESPathToken: Equatable {
  enum Kind: Equatable {
    case identifier(String)
    case quotedIdentifier(String)
    case literal(JSONValue)
    case number(Int)
    case dot, star, comma, colon, pipe, or, and, not, current, reference
    case openBracket, closeBracket, openParenthesis, closeParenthesis, openBrace, closeBrace
    /// `[]`
    case flatten
    /// `[?`
    case filter
    case comparator(JMESPathComparator)
    case end
  }

  var kind: Kind
  /// Where it begins, in bytes of the expression.
  var offset: Int

  /// How strongly the token binds what stands left of it. Tokens of power zero end an expression.
  var bindingPower: Int {
    switch kind {
    case .pipe: 1
    case .or: 2
    case .and: 3
    case .comparator: 5
    case .flatten: BindingPower.flatten
    case .star: BindingPower.star
    case .filter: BindingPower.filter
    case .dot: BindingPower.dot
    case .not: BindingPower.not
    case .openBrace: 50
    case .openBracket: 55
    case .openParenthesis: 60
    default: 0
    }
  }

  /// As it is shown to people.
  var text: String {
    switch kind {
    case .identifier(let name): "“\(name)”"
    case .quotedIdentifier(let name): "“\"\(name)\"”"
    case .literal: "a literal"
    case .number(let number): "the number \(number)"
    case .dot: "“.”"
    case .star: "“*”"
    case .comma: "“,”"
    case .colon: "“:”"
    case .pipe: "“|”"
    case .or: "“||”"
    case .and: "“&&”"
    case .not: "“!”"
    case .current: "“@”"
    case .reference: "“&”"
    case .openBracket: "“[”"
    case .closeBracket: "“]”"
    case .openParenthesis: "“(”"
    case .closeParenthesis: "“)”"
    case .openBrace: "“{”"
    case .closeBrace: "“}”"
    case .flatten: "“[]”"
    case .filter: "“[?”"
    case .comparator: "a comparison"
    case .end: "the end of the expression"
    }
  }

  /// The powers that the parser refers to.
  enum BindingPower {
    static let flatten = 9
    /// Below this, a projection ends.
    static let projectionStop = 10
    static let star = 20
    static let filter = 21
    static let dot = 40
    static let not = 45
  }
}
