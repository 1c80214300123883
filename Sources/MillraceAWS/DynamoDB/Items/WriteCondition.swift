/// On what a write depends.
package struct WriteCondition: Sendable, Equatable {
  /// A condition expression: `attribute_not_exists(file_name) OR lease_until < :now`. nil: always.
  package var expression: String?
  /// Whether the error of a failed condition brings the item that is there (``DynamoDBError/item``).
  package var returnsItemOnFailure: Bool

  package init(_ expression: String? = nil, returnsItemOnFailure: Bool = false) {
    self.expression = expression
    self.returnsItemOnFailure = returnsItemOnFailure
  }

  func write(to writer: inout JSONWriter) {
    writer.member("ConditionExpression", expression)
    if returnsItemOnFailure { writer.member("ReturnValuesOnConditionCheckFailure", "ALL_OLD") }
  }
}
