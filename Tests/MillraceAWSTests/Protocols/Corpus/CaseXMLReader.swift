import MillraceAWS
import MillraceJSON

/// Reads answers in XML by their shape.
enum CaseXMLReader {
  /// - Parameter reader: inside the element, which is closed.
  static func read(_ shape: CaseShape, from reader: inout XMLReader) throws(XMLError) -> JSONValue? {
    switch shape.type {
    case "structure": return .object(try structure(shape, from: &reader))
    case "list":
      var elements: [JSONValue] = []
      let member = shape.part("member")
      try reader.children { _, reader throws(XMLError) in
        if let value = try read(member, from: &reader) { elements.append(value) }
      }
      return .array(elements)
    case "map":
      var object = JSONObject()
      try reader.children { _, reader throws(XMLError) in try entry(shape, from: &reader, into: &object) }
      return .object(object)
    default: return CaseScalar.value(try reader.text(), shape, timestamps: "iso8601")
    }
  }

  /// Reads the members that stand in the body.
  static func structure(_ shape: CaseShape, from reader: inout XMLReader) throws(XMLError) -> JSONObject {
    var object = JSONObject()
    // Where a parameter of the request is a member of the answer, it stands in the body.
    let members = shape.members.filter {
      $0.shape.location == nil || ["uri", "querystring"].contains($0.shape.location)
    }
    for (name, member) in members where member["xmlAttribute"]?.boolean == true {
      if let value = try reader.attribute(member.sentName(else: name)) { object[name] = .string(value) }
    }
    try reader.children { element, reader throws(XMLError) in
      let found = members.first { sentName($0.name, $0.shape) == element.text }
      guard let (name, member) = found else { return }
      object[name] = try value(of: member, after: object[name], from: &reader)
    }
    return object
  }

  /// Where prefixes are ignored, names are compared without them.
  private static func sentName(_ name: String, _ shape: CaseShape) -> String {
    let sent = shape.sentName(else: name)
    return sent.split(separator: ":").last.map(String.init) ?? sent
  }

  /// Elements of flattened lists and maps come one by one.
  private static func value(
    of shape: CaseShape, after earlier: JSONValue?, from reader: inout XMLReader
  ) throws(XMLError) -> JSONValue? {
    guard shape.isFlattened else { return try read(shape, from: &reader) }
    if shape.type == "list" {
      let element = try read(shape.part("member"), from: &reader)
      return .array((earlier?.elements ?? []) + (element.map { [$0] } ?? []))
    }
    var object = earlier?.members ?? JSONObject()
    try entry(shape, from: &reader, into: &object)
    return .object(object)
  }

  private static func entry(
    _ shape: CaseShape, from reader: inout XMLReader, into object: inout JSONObject
  ) throws(XMLError) {
    var (key, value) = ("", JSONValue?.none)
    let (keyName, valueName) = (
      shape.part("key").sentName(else: "key"), shape.part("value").sentName(else: "value")
    )
    try reader.children { name, reader throws(XMLError) in
      switch name.text {
      case keyName: key = try reader.text()
      case valueName: value = try read(shape.part("value"), from: &reader)
      default: break
      }
    }
    object[key] = value
  }
}
