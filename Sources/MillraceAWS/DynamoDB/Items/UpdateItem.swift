package import MillraceJSON

extension DynamoDBClient {
  /// Changes attributes of an item, which is made where it does not exist.
  package struct UpdateItem: JSONOperation {
    package static let name = "UpdateItem"
    package var table: String
    package var key: DynamoDBItem
    /// `SET #status = :completed REMOVE lease_until ADD attempts :one`
    package var update: String
    package var condition: WriteCondition
    package var arguments: ExpressionArguments
    package var returns: ReturnValues

    package init(
      table: String, key: DynamoDBItem, update: String, condition: WriteCondition = .init(),
      arguments: ExpressionArguments = .init(), returns: ReturnValues = .none
    ) {
      self.table = table
      self.key = key
      self.update = update
      self.condition = condition
      self.arguments = arguments
      self.returns = returns
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("TableName", table)
      writer.member("Key", item: key)
      writer.member("UpdateExpression", update)
      condition.write(to: &writer)
      arguments.write(to: &writer)
      returns.write(to: &writer)
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> DynamoDBItem? {
      try WrittenAttributes.read(&reader)
    }
  }
}
