package import MillraceJSON

extension DynamoDBClient {
  /// Reads up to 100 items, of 16 MB in all, by their keys. Those that do not exist are missing in the answer.
  package struct BatchGetItem: JSONOperation {
    /// Items to read from one table.
    package struct Keys: Sendable, Equatable {
      package var keys: [DynamoDBItem]
      package var isConsistent: Bool
      package var projection: String?
      package var names: [String: String]

      package init(
        _ keys: [DynamoDBItem], isConsistent: Bool = false, projection: String? = nil, names: [String: String] = [:]
      ) {
        self.keys = keys
        self.isConsistent = isConsistent
        self.projection = projection
        self.names = names
      }
    }

    /// One answer, which may leave some keys out.
    package struct Output: Sendable, Equatable {
      /// Items by table, in no order.
      package var items: [String: [DynamoDBItem]] = [:]
      /// Keys by table that are to be asked for again.
      package var unprocessed: [String: [DynamoDBItem]] = [:]
    }

    package static let name = "BatchGetItem"
    /// By table.
    package var requests: [String: Keys]

    package init(_ requests: [String: Keys]) { self.requests = requests }

    package func write(to writer: inout JSONWriter) {
      writer.key("RequestItems")
      writer.object { writer in
        for (table, request) in requests.sorted(by: { $0.key < $1.key }) {
          writer.key(table)
          writer.object { BatchGetItem.write(request, to: &$0) }
        }
      }
    }

    private static func write(_ request: Keys, to writer: inout JSONWriter) {
      writer.key("Keys")
      writer.array { for key in request.keys { $0.write(item: key) } }
      if request.isConsistent { writer.member("ConsistentRead", true) }
      writer.member("ProjectionExpression", request.projection)
      if !request.names.isEmpty { writer.member("ExpressionAttributeNames", request.names) }
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> Output {
      var output = Output()
      try reader.object { key, reader throws(JSONError) in
        switch key {
        case "Responses":
          try reader.object { table, reader throws(JSONError) in
            let name = table.text
            output.items[name] = try reader.items()
          }
        case "UnprocessedKeys":
          try reader.object { table, reader throws(JSONError) in
            let name = table.text
            output.unprocessed[name] = try unprocessed(&reader)
          }
        default: try reader.skip()
        }
      }
      return output
    }

    private static func unprocessed(_ reader: inout JSONReader) throws(JSONError) -> [DynamoDBItem] {
      var keys: [DynamoDBItem] = []
      try reader.object { key, reader throws(JSONError) in
        switch key {
        case "Keys": keys = try reader.items()
        default: try reader.skip()
        }
      }
      return keys
    }
  }
}
