/// A compiled JMESPath expression (jmespath.org, the language of `--query` in the AWS command line).
package struct JMESPath: Sendable {
  /// The expression as it was written.
  package let text: String
  let root: JMESPathNode

  /// Parses an expression. Function names and numbers of arguments are checked here, so that an expression that cannot work
  /// is refused before any data is read.
  package init(_ text: String) throws(JMESPathError) {
    self.text = text
    var parser = try JMESPathParser(text)
    root = try parser.parse()
  }

  /// The value that the expression picks from `value`; null where it picks nothing.
  ///
  /// - Throws: `JMESPathError` where a function is given a value of another type than it takes.
  package func search(_ value: JSONValue) throws(JMESPathError) -> JSONValue {
    try JMESPathInterpreter(expression: text).evaluate(root, value)
  }
}
