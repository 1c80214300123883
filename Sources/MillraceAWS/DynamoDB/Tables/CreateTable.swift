package import MillraceJSON

extension DynamoDBClient {
  /// Creates a table that is paid for by request. It can be used once it is active: see ``DescribeTable``.
  package struct CreateTable: JSONOperation {
    package static let name = "CreateTable"
    package var table: String
    package var key: TableKey
    package var indexes: [TableIndex]

    package init(table: String, key: TableKey, indexes: [TableIndex] = []) {
      self.table = table
      self.key = key
      self.indexes = indexes
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("TableName", table)
      writer.key("AttributeDefinitions")
      writer.array { writer in
        for attribute in definitions {
          writer.object { writer in
            writer.member("AttributeName", attribute.name)
            writer.member("AttributeType", attribute.type.rawValue)
          }
        }
      }
      key.write(to: &writer)
      writer.member("BillingMode", "PAY_PER_REQUEST")
      guard !indexes.isEmpty else { return }
      writer.key("GlobalSecondaryIndexes")
      writer.array { writer in
        for index in indexes { writer.object { index.write(to: &$0) } }
      }
    }

    /// Each key attribute once.
    private var definitions: [TableKey.Attribute] {
      var definitions: [TableKey.Attribute] = []
      for attribute in key.attributes + indexes.flatMap(\.key.attributes)
      where !definitions.contains(where: { $0.name == attribute.name }) {
        definitions.append(attribute)
      }
      return definitions
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> TableDescription {
      try TableDescription.read("TableDescription", from: &reader)
    }
  }
}
