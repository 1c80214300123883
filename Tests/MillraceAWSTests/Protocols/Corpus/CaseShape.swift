import MillraceJSON

/// A shape of a protocol case, as something refers to it: what the reference says goes before what the shape says.
struct CaseShape {
  let reference: JSONValue
  let shapes: JSONValue

  init(_ reference: JSONValue, in shapes: JSONValue) {
    self.reference = reference
    self.shapes = shapes
  }

  var name: String { reference["shape"]?.text ?? "" }

  private var shape: JSONValue { shapes[name] ?? .null }

  subscript(trait: String) -> JSONValue? { reference[trait] ?? shape[trait] }

  /// What only the reference says.
  var location: String? { reference["location"]?.text }

  var type: String { shape["type"]?.text ?? "" }

  var isFlattened: Bool { self["flattened"]?.boolean ?? false }

  var members: [(name: String, shape: CaseShape)] {
    (shape["members"]?.members?.members ?? []).map { ($0.key, CaseShape($0.value, in: shapes)) }
  }

  /// What elements, keys or values of the shape are.
  func part(_ name: String) -> CaseShape { CaseShape(shape[name] ?? .null, in: shapes) }

  /// The name under which a member is sent. That of the shape it refers to is one for documents, not for members.
  func sentName(else name: String) -> String { reference["locationName"]?.text ?? name }

  var timestampFormat: String? { self["timestampFormat"]?.text }

  /// The attribute that declares a namespace, if there is one.
  var namespace: [(name: String, value: String)] {
    guard let namespace = self["xmlNamespace"] else { return [] }
    if let uri = namespace.text { return [("xmlns", uri)] }
    let name = namespace["prefix"]?.text.map { "xmlns:\($0)" } ?? "xmlns"
    return [(name, namespace["uri"]?.text ?? "")]
  }
}
