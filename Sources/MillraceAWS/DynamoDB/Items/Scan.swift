package import MillraceJSON

extension DynamoDBClient {
  /// Reads all items of a table or index, in no order.
  package struct Scan: JSONOperation {
    /// One of the parts into which a scan is divided, so that several can run at the same time.
    package struct Segment: Sendable, Equatable {
      package var number: Int
      /// 1 to 1,000,000.
      package var total: Int

      package init(_ number: Int, of total: Int) {
        self.number = number
        self.total = total
      }
    }

    package static let name = "Scan"
    package var table: String
    package var index: String?
    /// Drops items after they were read (and paid for).
    package var filter: String?
    package var projection: String?
    package var arguments: ExpressionArguments
    /// Items to look at; nil: as many as 1 MB holds.
    package var limit: Int?
    package var segment: Segment?
    package var isConsistent: Bool
    /// Whether only the number of items is asked for.
    package var countsOnly: Bool
    /// ``ItemPage/next`` of the page before.
    package var start: DynamoDBItem?

    package init(
      table: String, index: String? = nil, filter: String? = nil, projection: String? = nil,
      arguments: ExpressionArguments = .init(), limit: Int? = nil, segment: Segment? = nil,
      isConsistent: Bool = false, countsOnly: Bool = false, start: DynamoDBItem? = nil
    ) {
      self.table = table
      self.index = index
      self.filter = filter
      self.projection = projection
      self.arguments = arguments
      self.limit = limit
      self.segment = segment
      self.isConsistent = isConsistent
      self.countsOnly = countsOnly
      self.start = start
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("TableName", table)
      writer.member("IndexName", index)
      writer.member("FilterExpression", filter)
      writer.member("ProjectionExpression", projection)
      arguments.write(to: &writer)
      writer.member("Limit", limit)
      writer.member("Segment", segment?.number)
      writer.member("TotalSegments", segment?.total)
      if isConsistent { writer.member("ConsistentRead", true) }
      if countsOnly { writer.member("Select", "COUNT") }
      if let start { writer.member("ExclusiveStartKey", item: start) }
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> ItemPage {
      try ItemPage(from: &reader)
    }
  }
}
