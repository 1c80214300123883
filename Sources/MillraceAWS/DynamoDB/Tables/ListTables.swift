package import MillraceJSON

extension DynamoDBClient {
  /// Lists the tables of the account and region, by name, at most 100 in one answer.
  package struct ListTables: JSONOperation {
    /// One answer.
    package struct Output: Sendable, Equatable {
      package var tables: [String] = []
      /// Where the next answer starts; nil: there is none.
      package var next: String?
    }

    package static let name = "ListTables"
    /// 1 to 100.
    package var limit: Int?
    /// ``Output/next`` of the answer before.
    package var start: String?

    package init(limit: Int? = nil, start: String? = nil) {
      self.limit = limit
      self.start = start
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("Limit", limit)
      writer.member("ExclusiveStartTableName", start)
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> Output {
      var output = Output()
      try reader.object { key, reader throws(JSONError) in
        switch key {
        case "TableNames": output.tables = try reader.strings()
        case "LastEvaluatedTableName": output.next = try reader.optionalString()
        default: try reader.skip()
        }
      }
      return output
    }
  }
}
