package import MillraceJSON

extension AttributeValue {
  /// Writes the value as an object with one member, whose key is the type.
  package func write(to writer: inout JSONWriter) {
    writer.object { writer in
      switch self {
      case .string(let text): writer.member("S", text)
      case .number(let text): writer.member("N", text)
      case .boolean(let value): writer.member("BOOL", value)
      case .null: writer.member("NULL", true)
      case .stringSet(let strings): writer.member("SS", strings)
      case .numberSet(let numbers): writer.member("NS", numbers)
      case .binary(let bytes):
        writer.key("B")
        writer.base64(bytes)
      case .binarySet(let values):
        writer.key("BS")
        writer.array { for bytes in values { $0.base64(bytes) } }
      case .list(let elements):
        writer.key("L")
        writer.array { for element in elements { element.write(to: &$0) } }
      case .map(let members): writer.member("M", item: members)
      }
    }
  }

  /// Reads the next value, an object with one member.
  package init(from reader: inout JSONReader) throws(JSONError) {
    var value: AttributeValue?
    let missing = reader.error(.expectedValue)
    try reader.object { key, reader throws(JSONError) in
      value = try AttributeValue.read(key, &reader) ?? value
    }
    guard let value else { throw missing }
    self = value
  }

  /// - Returns: nil for a type that does not exist yet.
  private static func read(_ type: JSONKey, _ reader: inout JSONReader) throws(JSONError) -> AttributeValue? {
    switch type {
    case "S": return .string(try reader.string())
    case "N": return .number(try reader.string())
    case "B": return .binary(try reader.base64())
    case "BOOL": return .boolean(try reader.boolean())
    case "SS": return .stringSet(try reader.strings())
    case "NS": return .numberSet(try reader.strings())
    case "M": return .map(try reader.item())
    case "NULL":
      try reader.skip()
      return .null
    case "L":
      var elements: [AttributeValue] = []
      try reader.array { reader throws(JSONError) in elements.append(try AttributeValue(from: &reader)) }
      return .list(elements)
    case "BS":
      var values: [[UInt8]] = []
      try reader.array { reader throws(JSONError) in values.append(try reader.base64()) }
      return .binarySet(values)
    default:
      try reader.skip()
      return nil
    }
  }
}

extension JSONReader {
  /// The next value, an item.
  package mutating func item() throws(JSONError) -> DynamoDBItem {
    var item: DynamoDBItem = [:]
    try object { key, reader throws(JSONError) in
      let name = key.text
      item[name] = try AttributeValue(from: &reader)
    }
    return item
  }

  /// The next value, an array of items.
  package mutating func items() throws(JSONError) -> [DynamoDBItem] {
    var items: [DynamoDBItem] = []
    try array { reader throws(JSONError) in items.append(try reader.item()) }
    return items
  }
}

extension JSONWriter {
  /// Writes a member with an item, its attributes sorted.
  package mutating func member(_ name: String, item: DynamoDBItem) {
    key(name)
    write(item: item)
  }

  /// Writes an item, its attributes sorted.
  package mutating func write(item: DynamoDBItem) {
    object { writer in
      for (name, value) in item.sorted(by: { $0.key < $1.key }) {
        writer.key(name)
        value.write(to: &writer)
      }
    }
  }
}
