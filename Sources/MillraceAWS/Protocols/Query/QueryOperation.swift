/// One call of a service that speaks the query protocol: what is asked, and how its answer is read.
package protocol QueryOperation: Sendable {
  associatedtype Output: Sendable

  /// As the service's documentation has it.
  static var name: String { get }

  /// Adds the parameters to the form.
  func write(to form: inout QueryForm)

  /// Reads the content of the answer's `<Name>Result` element.
  static func output(from reader: inout XMLReader) throws(XMLError) -> Output
}

extension QueryOperation {
  /// The body of the request.
  ///
  /// - Parameter version: the service's, a date.
  package func body(version: String) -> [UInt8] {
    var form = QueryForm(action: Self.name, version: version)
    write(to: &form)
    return form.bytes
  }

  /// Reads an answer: `<NameResponse><NameResult>…</NameResult><ResponseMetadata>…</ResponseMetadata></NameResponse>`.
  package static func output(fromAnswer bytes: [UInt8]) throws(XMLError) -> Output {
    var reader = XMLReader(bytes)
    _ = try reader.root()
    var output: Output?
    try reader.children { element, reader throws(XMLError) in
      if element.text == name + "Result" { output = try Self.output(from: &reader) }
    }
    // Operations that answer nothing have no such element.
    guard let output = output ?? (() as? Output) else { throw XMLError(.unexpectedContent, at: 0) }
    return output
  }
}

extension QueryOperation where Output == Void {
  package static func output(from reader: inout XMLReader) throws(XMLError) {}
}

extension XMLReader {
  /// The text of the child of this name; nil where there is none. The open element is closed.
  package mutating func text(of wanted: StaticString) throws(XMLError) -> String? {
    var found: String?
    try children { name, reader throws(XMLError) in
      if name == wanted { found = try reader.text() }
    }
    return found
  }

  /// The entries of a map of texts, `<entry><key>…</key><value>…</value></entry>`. The open element is closed.
  package mutating func stringMap() throws(XMLError) -> [String: String] {
    var map: [String: String] = [:]
    try children { _, reader throws(XMLError) in
      var entry = (key: "", value: "")
      try reader.children { name, reader throws(XMLError) in
        switch name {
        case "key": entry.key = try reader.text()
        case "value": entry.value = try reader.text()
        default: break
        }
      }
      map[entry.key] = entry.value
    }
    return map
  }
}
