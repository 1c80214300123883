package import MillraceJSON

extension DynamoDBClient {
  /// Deletes an item. That there is none is no error, unless the condition says so.
  package struct DeleteItem: JSONOperation {
    package static let name = "DeleteItem"
    package var table: String
    package var key: DynamoDBItem
    package var condition: WriteCondition
    package var arguments: ExpressionArguments
    /// `.none` or `.allOld`.
    package var returns: ReturnValues

    package init(
      table: String, key: DynamoDBItem, condition: WriteCondition = .init(), arguments: ExpressionArguments = .init(),
      returns: ReturnValues = .none
    ) {
      self.table = table
      self.key = key
      self.condition = condition
      self.arguments = arguments
      self.returns = returns
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("TableName", table)
      writer.member("Key", item: key)
      condition.write(to: &writer)
      arguments.write(to: &writer)
      returns.write(to: &writer)
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> DynamoDBItem? {
      try WrittenAttributes.read(&reader)
    }
  }
}
