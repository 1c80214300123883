import MillraceAWS
import MillraceJSON

/// Writes the parameters of a case as XML.
enum CaseXMLWriter {
  static func write(_ value: JSONValue, _ shape: CaseShape, as name: String, to xml: inout XMLWriter) {
    switch (shape.type, value) {
    case ("structure", .object(let object)):
      xml.element(name, attributes: shape.namespace + attributes(object, shape)) { write(object, shape, to: &$0) }
    case ("list", .array(let elements)): write(elements, shape, as: name, to: &xml)
    case ("map", .object(let object)): write(object, shape, as: name, to: &xml)
    default:
      let text = CaseScalar.text(value, shape, timestamps: "iso8601")
      xml.element(name, attributes: shape.namespace, text: text)
    }
  }

  /// Those members that become attributes of the element.
  private static func attributes(_ object: JSONObject, _ shape: CaseShape) -> [(name: String, value: String)] {
    shape.members.compactMap { member, shape in
      guard shape["xmlAttribute"]?.boolean == true, let value = object[member]?.text else { return nil }
      return (shape.sentName(else: member), value)
    }
  }

  private static func write(_ object: JSONObject, _ shape: CaseShape, to xml: inout XMLWriter) {
    for (member, shape) in shape.members where shape["xmlAttribute"] == nil && shape.location == nil {
      guard let value = object[member], value != .null else { continue }
      write(value, shape, as: shape.sentName(else: member), to: &xml)
    }
  }

  private static func write(_ elements: [JSONValue], _ shape: CaseShape, as name: String, to xml: inout XMLWriter) {
    let member = shape.part("member")
    if shape.isFlattened {
      for element in elements { write(element, member, as: name, to: &xml) }
      return
    }
    xml.element(name, attributes: shape.namespace) { xml in
      for element in elements { write(element, member, as: member.sentName(else: "member"), to: &xml) }
    }
  }

  private static func write(_ object: JSONObject, _ shape: CaseShape, as name: String, to xml: inout XMLWriter) {
    func entries(_ name: String, _ xml: inout XMLWriter) {
      for entry in object.members {
        xml.element(name, attributes: shape.isFlattened ? shape.namespace : []) { xml in
          let (key, value) = (shape.part("key"), shape.part("value"))
          write(.string(entry.key), key, as: key.sentName(else: "key"), to: &xml)
          write(entry.value, value, as: value.sentName(else: "value"), to: &xml)
        }
      }
    }
    if shape.isFlattened {
      entries(name, &xml)
    } else {
      xml.element(name, attributes: shape.namespace) { entries("entry", &$0) }
    }
  }
}
