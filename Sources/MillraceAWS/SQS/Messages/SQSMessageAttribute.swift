internal import MillraceJSON

/// One attribute of a message.
package struct SQSMessageAttribute: Sendable, Equatable {
  package enum Value: Sendable, Equatable {
    case text(String)
    case binary([UInt8])
  }

  /// `String`, `Number` or `Binary`, with an optional label behind a dot.
  package var type: String
  package var value: Value

  package init(type: String, value: Value) {
    self.type = type
    self.value = value
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("DataType", type)
      switch value {
      case .text(let text): writer.member("StringValue", text)
      case .binary(let bytes):
        writer.key("BinaryValue")
        writer.base64(bytes)
      }
    }
  }

  init(from reader: inout JSONReader) throws(JSONError) {
    var type = "String"
    var value = Value.text("")
    try reader.object { key, reader throws(JSONError) in
      switch key {
      case "DataType": type = try reader.string()
      case "StringValue": if let text = try reader.optionalString() { value = .text(text) }
      case "BinaryValue": if reader.isNull { try reader.skip() } else { value = .binary(try reader.base64()) }
      default: try reader.skip()
      }
    }
    self.init(type: type, value: value)
  }
}

extension JSONWriter {
  /// Writes a member with the attributes of a message.
  mutating func member(_ name: String, attributes: [SQSClient.SendMessageBatch.NamedAttribute]) {
    key(name)
    object { writer in
      for one in attributes {
        writer.key(one.name)
        one.attribute.write(to: &writer)
      }
    }
  }
}
