import MillraceAWS
import MillraceJSON

/// Writes the parameters of a case as a form.
enum CaseForm {
  static func write(_ value: JSONValue, _ shape: CaseShape, as name: String, to form: inout QueryForm) {
    switch (shape.type, value) {
    case ("structure", .object(let object)):
      for (member, shape) in shape.members {
        guard let value = object[member] else { continue }
        let sent = shape.sentName(else: member)
        write(value, shape, as: name.isEmpty ? sent : "\(name).\(sent)", to: &form)
      }
    case ("list", .array(let elements)): write(elements, shape, as: name, to: &form)
    case ("map", .object(let object)): write(object, shape, as: name, to: &form)
    default: form.append(name, CaseScalar.text(value, shape, timestamps: "iso8601"))
    }
  }

  private static func write(_ elements: [JSONValue], _ shape: CaseShape, as name: String, to form: inout QueryForm) {
    let member = shape.part("member")
    let element: String? = shape.isFlattened ? nil : member.sentName(else: "member")
    form.appendList(name, element: element, elements) { form, name, value in
      write(value, member, as: name, to: &form)
    }
  }

  private static func write(_ object: JSONObject, _ shape: CaseShape, as name: String, to form: inout QueryForm) {
    let value = shape.part("value")
    form.appendMap(
      name, entry: shape.isFlattened ? nil : "entry", keyName: shape.part("key").sentName(else: "key"),
      valueName: value.sentName(else: "value"), object.members.map { (key: $0.key, value: $0.value) }
    ) { form, name, content in
      write(content, value, as: name, to: &form)
    }
  }
}
