/// The key attributes of a table or index.
package struct TableKey: Sendable, Equatable {
  /// The type of a key attribute.
  package enum AttributeType: String, Sendable {
    case string = "S"
    case number = "N"
    case binary = "B"
  }

  /// One key attribute.
  package struct Attribute: Sendable, Equatable {
    package var name: String
    package var type: AttributeType

    package init(_ name: String, _ type: AttributeType = .string) {
      self.name = name
      self.type = type
    }
  }

  package var partition: Attribute
  package var sort: Attribute?

  package init(partition: Attribute, sort: Attribute? = nil) {
    self.partition = partition
    self.sort = sort
  }

  var attributes: [Attribute] { [partition] + (sort.map { [$0] } ?? []) }

  func write(to writer: inout JSONWriter) {
    writer.key("KeySchema")
    writer.array { writer in
      writer.object { writer in
        writer.member("AttributeName", partition.name)
        writer.member("KeyType", "HASH")
      }
      guard let sort else { return }
      writer.object { writer in
        writer.member("AttributeName", sort.name)
        writer.member("KeyType", "RANGE")
      }
    }
  }
}
