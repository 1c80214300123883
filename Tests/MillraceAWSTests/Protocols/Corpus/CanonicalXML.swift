import MillraceAWS

/// An XML document with what does not matter taken out, for comparisons: white space between elements, the order of
/// siblings and of attributes.
enum CanonicalXML {
  static func text(_ bytes: [UInt8]) throws -> String {
    var reader = XMLReader(bytes)
    let name = try reader.root()
    return try element(name, &reader)
  }

  private static func element(_ name: XMLName, _ reader: inout XMLReader) throws(XMLError) -> String {
    var attributes: [String] = []
    for attribute in ["xmlns", "xmlns:baz", "xmlns:xsi", "test", "xsi:someName"] {
      if let value = try reader.attribute(attribute) { attributes.append("\(attribute)=\(value)") }
    }
    var lookahead = reader
    var children: [String] = []
    try lookahead.children { child, reader throws(XMLError) in children.append(try element(child, &reader)) }
    let content = children.isEmpty ? try reader.text() : children.sorted().joined()
    if !children.isEmpty { reader = lookahead }
    return "<\(name.text) \(attributes.joined(separator: " "))>\(content)</>"
  }
}
