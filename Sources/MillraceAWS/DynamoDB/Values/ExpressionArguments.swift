/// What the placeholders in the expressions of a call stand for.
package struct ExpressionArguments: Sendable, Equatable {
  /// Attribute names by placeholder, `#status`. Needed for the reserved words, of which there are hundreds.
  package var names: [String: String]
  /// Values by placeholder, `:now`. All must be used by an expression of the call, or DynamoDB refuses it.
  package var values: DynamoDBItem

  package init(names: [String: String] = [:], values: DynamoDBItem = [:]) {
    self.names = names
    self.values = values
  }

  func write(to writer: inout JSONWriter) {
    if !names.isEmpty { writer.member("ExpressionAttributeNames", names) }
    if !values.isEmpty { writer.member("ExpressionAttributeValues", item: values) }
  }
}
