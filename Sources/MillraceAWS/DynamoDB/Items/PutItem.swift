package import MillraceJSON

extension DynamoDBClient {
  /// Writes a whole item over the one of the same key, if there is one.
  package struct PutItem: JSONOperation {
    package static let name = "PutItem"
    package var table: String
    package var item: DynamoDBItem
    package var condition: WriteCondition
    package var arguments: ExpressionArguments
    /// `.none` or `.allOld`.
    package var returns: ReturnValues

    package init(
      table: String, item: DynamoDBItem, condition: WriteCondition = .init(), arguments: ExpressionArguments = .init(),
      returns: ReturnValues = .none
    ) {
      self.table = table
      self.item = item
      self.condition = condition
      self.arguments = arguments
      self.returns = returns
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("TableName", table)
      writer.member("Item", item: item)
      condition.write(to: &writer)
      arguments.write(to: &writer)
      returns.write(to: &writer)
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> DynamoDBItem? {
      try WrittenAttributes.read(&reader)
    }
  }
}
