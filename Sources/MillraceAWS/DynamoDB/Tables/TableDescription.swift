internal import MillraceJSON

/// What DynamoDB says of a table.
package struct TableDescription: Sendable, Equatable {
  package var name = ""
  package var arn: String?
  /// `CREATING`, `ACTIVE`, `UPDATING`, `DELETING`, …
  package var status = ""
  /// The names of the key attributes: the partition key, then the sort key if there is one.
  package var key: [String] = []
  /// Some hours old.
  package var itemCount = 0
  /// The global secondary indexes.
  package var indexes: [Index] = []

  /// One global secondary index.
  package struct Index: Sendable, Equatable {
    package var name = ""
    package var status = ""
    package var key: [String] = []
  }

  /// Whether items can be read and written.
  package var isActive: Bool { status == "ACTIVE" || status == "UPDATING" }

  /// - Parameter member: `Table` or `TableDescription`, by operation.
  static func read(_ member: StaticString, from reader: inout JSONReader) throws(JSONError) -> TableDescription {
    var description = TableDescription()
    try reader.object { key, reader throws(JSONError) in
      if member ~= key { try description.read(from: &reader) } else { try reader.skip() }
    }
    return description
  }

  private mutating func read(from reader: inout JSONReader) throws(JSONError) {
    var description = self
    try reader.object { key, reader throws(JSONError) in
      switch key {
      case "TableName": description.name = try reader.string()
      case "TableArn": description.arn = try reader.optionalString()
      case "TableStatus": description.status = try reader.string()
      case "KeySchema": description.key = try TableDescription.key(from: &reader)
      case "ItemCount": description.itemCount = try reader.integer()
      case "GlobalSecondaryIndexes":
        try reader.array { reader throws(JSONError) in description.indexes.append(try Index(from: &reader)) }
      default: try reader.skip()
      }
    }
    self = description
  }

  fileprivate static func key(from reader: inout JSONReader) throws(JSONError) -> [String] {
    var key: [String] = []
    try reader.array { reader throws(JSONError) in
      try reader.object { member, reader throws(JSONError) in
        switch member {
        case "AttributeName": key.append(try reader.string())
        default: try reader.skip()
        }
      }
    }
    return key
  }
}

extension TableDescription.Index {
  fileprivate init(from reader: inout JSONReader) throws(JSONError) {
    var index = TableDescription.Index()
    try reader.object { key, reader throws(JSONError) in
      switch key {
      case "IndexName": index.name = try reader.string()
      case "IndexStatus": index.status = try reader.optionalString() ?? ""
      case "KeySchema": index.key = try TableDescription.key(from: &reader)
      default: try reader.skip()
      }
    }
    self = index
  }
}
