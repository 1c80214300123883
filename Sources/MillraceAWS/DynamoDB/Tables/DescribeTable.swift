package import MillraceJSON

extension DynamoDBClient {
  /// Asks for what a table is and whether it can be used.
  package struct DescribeTable: JSONOperation {
    package static let name = "DescribeTable"
    package var table: String

    package init(table: String) { self.table = table }

    package func write(to writer: inout JSONWriter) { writer.member("TableName", table) }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> TableDescription {
      try TableDescription.read("Table", from: &reader)
    }
  }
}
