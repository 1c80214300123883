/// An element of a request's XML, without its attributes.
struct XMLElement: Sendable {
  /// Without a namespace prefix.
  var name: String
  /// The text directly in it.
  var text = ""
  var children: [XMLElement] = []

  subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

  func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// The text of a child.
  func text(_ name: String) -> String? { self[name]?.text }
}
