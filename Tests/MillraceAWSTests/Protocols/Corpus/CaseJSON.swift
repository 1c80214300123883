import MillraceAWS
import MillraceJSON

/// Writes the parameters of a case as JSON, and reads answers by their shape.
enum CaseJSON {
  static func write(_ value: JSONValue, _ shape: CaseShape, to writer: inout JSONWriter) {
    switch (shape.type, value) {
    case ("structure", .object(let object)):
      writer.object { writer in
        for (member, shape) in shape.members {
          guard let value = object[member] else { continue }
          writer.key(shape.sentName(else: member))
          write(value, shape, to: &writer)
        }
      }
    case ("map", .object(let object)):
      writer.object { writer in
        for member in object.members {
          writer.key(member.key)
          write(member.value, shape.part("value"), to: &writer)
        }
      }
    case ("list", .array(let elements)):
      writer.array { for element in elements { write(element, shape.part("member"), to: &$0) } }
    case ("blob", .string(let text)): writer.base64(Array(text.utf8))
    case (_, .string(let text)): writer.string(text)
    case (_, .null): writer.literal("null")
    default: writer.literal(CaseScalar.text(value, shape, timestamps: "unixTimestamp"))
    }
  }

  static func read(_ shape: CaseShape, from reader: inout JSONReader) throws(JSONError) -> JSONValue {
    if reader.isNull {
      try reader.skip()
      return .null
    }
    switch shape.type {
    case "structure", "map": return try object(shape, from: &reader)
    case "list":
      var elements: [JSONValue] = []
      try reader.array { reader throws(JSONError) in elements.append(try read(shape.part("member"), from: &reader)) }
      return .array(elements)
    case "blob": return .string(String(decoding: try reader.base64(), as: UTF8.self))
    case "boolean": return .boolean(try reader.boolean())
    case "integer", "long": return .number(try reader.integer())
    case "float", "double":
      let text = reader.isString ? try reader.string() : try reader.numberText()
      return CaseScalar.value(text, shape, timestamps: "") ?? .null
    case "timestamp": return try timestamp(shape, from: &reader)
    default: return .string(try reader.string())
    }
  }

  private static func object(_ shape: CaseShape, from reader: inout JSONReader) throws(JSONError) -> JSONValue {
    var object = JSONObject()
    let members = Dictionary(shape.members.map { ($0.shape.sentName(else: $0.name), $0) }) { $1 }
    try reader.object { key, reader throws(JSONError) in
      let name = key.text
      if shape.type == "map" {
        let value = try read(shape.part("value"), from: &reader)
        if value != .null { object.append(name, value) }
      } else if let member = members[name] {
        object.append(member.name, try read(member.shape, from: &reader))
      } else {
        try reader.skip()
      }
    }
    return .object(object)
  }

  private static func timestamp(_ shape: CaseShape, from reader: inout JSONReader) throws(JSONError) -> JSONValue {
    let text = reader.isString ? try reader.string() : try reader.numberText()
    return CaseScalar.value(text, shape, timestamps: "unixTimestamp") ?? .null
  }
}
