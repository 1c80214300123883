package import MillraceJSON

extension DynamoDBClient {
  /// Reads one item by its whole key. Items whose time to live has passed may still be there: compare it.
  package struct GetItem: JSONOperation {
    package static let name = "GetItem"
    package var table: String
    package var key: DynamoDBItem
    /// Whether writes that were answered before are seen for certain; costs twice.
    package var isConsistent: Bool
    /// The attributes to read; nil: all.
    package var projection: String?
    package var arguments: ExpressionArguments

    package init(
      table: String, key: DynamoDBItem, isConsistent: Bool = false, projection: String? = nil,
      arguments: ExpressionArguments = .init()
    ) {
      self.table = table
      self.key = key
      self.isConsistent = isConsistent
      self.projection = projection
      self.arguments = arguments
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("TableName", table)
      writer.member("Key", item: key)
      if isConsistent { writer.member("ConsistentRead", true) }
      writer.member("ProjectionExpression", projection)
      arguments.write(to: &writer)
    }

    /// nil: there is no such item.
    package static func output(from reader: inout JSONReader) throws(JSONError) -> DynamoDBItem? {
      var item: DynamoDBItem?
      try reader.object { key, reader throws(JSONError) in
        switch key {
        case "Item": item = try reader.item()
        default: try reader.skip()
        }
      }
      return item
    }
  }
}
