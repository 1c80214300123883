package import MillraceJSON

extension DynamoDBClient {
  /// Reads items of one partition, in the order of the sort key.
  package struct Query: JSONOperation {
    package static let name = "Query"
    package var table: String
    package var index: String?
    /// `date_prefix = :date AND begins_with(file_name, :prefix)`
    package var keyCondition: String
    /// Drops items after they were read (and paid for).
    package var filter: String?
    package var projection: String?
    package var arguments: ExpressionArguments
    /// Items to look at; nil: as many as 1 MB holds.
    package var limit: Int?
    package var isAscending: Bool
    /// Not for global secondary indexes, which always lag behind.
    package var isConsistent: Bool
    /// Whether only the number of items is asked for.
    package var countsOnly: Bool
    /// ``ItemPage/next`` of the page before.
    package var start: DynamoDBItem?

    package init(
      table: String, index: String? = nil, keyCondition: String, filter: String? = nil, projection: String? = nil,
      arguments: ExpressionArguments = .init(), limit: Int? = nil, isAscending: Bool = true,
      isConsistent: Bool = false, countsOnly: Bool = false, start: DynamoDBItem? = nil
    ) {
      self.table = table
      self.index = index
      self.keyCondition = keyCondition
      self.filter = filter
      self.projection = projection
      self.arguments = arguments
      self.limit = limit
      self.isAscending = isAscending
      self.isConsistent = isConsistent
      self.countsOnly = countsOnly
      self.start = start
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("TableName", table)
      writer.member("IndexName", index)
      writer.member("KeyConditionExpression", keyCondition)
      writer.member("FilterExpression", filter)
      writer.member("ProjectionExpression", projection)
      arguments.write(to: &writer)
      writer.member("Limit", limit)
      if !isAscending { writer.member("ScanIndexForward", false) }
      if isConsistent { writer.member("ConsistentRead", true) }
      if countsOnly { writer.member("Select", "COUNT") }
      if let start { writer.member("ExclusiveStartKey", item: start) }
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> ItemPage {
      try ItemPage(from: &reader)
    }
  }
}
