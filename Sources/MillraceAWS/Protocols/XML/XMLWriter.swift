/// Writes an XML document, element by element.
package struct XMLWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Writes an element with what `content` writes into it.
  ///
  /// - Parameter attributes: written in their order; the values are escaped.
  package mutating func element(
    _ name: String, attributes: [(name: String, value: String)] = [], _ content: (inout XMLWriter) -> Void
  ) {
    bytes.append(UInt8(ascii: "<"))
    bytes += name.utf8
    for attribute in attributes {
      bytes.append(UInt8(ascii: " "))
      bytes += attribute.name.utf8
      bytes += "=\"".utf8
      XMLText.escape(attribute.value.unicodeScalars, to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
    content(&self)
    bytes += "</".utf8
    bytes += name.utf8
    bytes.append(UInt8(ascii: ">"))
  }

  /// Writes an element that holds text.
  package mutating func element(
    _ name: String, attributes: [(name: String, value: String)] = [], text: String
  ) {
    element(name, attributes: attributes) { $0.text(text) }
  }

  /// Writes text into the open element.
  package mutating func text(_ text: String) {
    XMLText.escape(text.unicodeScalars, to: &bytes)
  }
}
