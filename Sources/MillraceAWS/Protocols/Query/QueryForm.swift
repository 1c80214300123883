/// The body of a request of the query protocol: `Action=…&Version=…&Name.member.1=…`, form-encoded.
package struct QueryForm {
  package private(set) var bytes: [UInt8] = []

  package init(action: String, version: String) {
    append("Action", action)
    append("Version", version)
  }

  /// Adds a parameter. Both are encoded: everything but letters, digits, `-`, `.`, `_` and `~`; a space is `+`, as AWS's own
  /// clients write forms (moto knows the signature of no other form).
  package mutating func append(_ name: String, _ value: String) {
    if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
    PercentEncoding.append(name.utf8, spaceIsPlus: true, to: &bytes)
    bytes.append(UInt8(ascii: "="))
    PercentEncoding.append(value.utf8, spaceIsPlus: true, to: &bytes)
  }

  /// Adds a parameter where there is a value.
  package mutating func append(_ name: String, _ value: String?) {
    if let value { append(name, value) }
  }

  /// Adds the elements of a list; `add` gets each with its name, `<name>.<element>.<1, 2, …>`. An empty list is `<name>=`.
  ///
  /// - Parameter element: `member` as most services have it; nil for lists whose elements follow the name directly.
  package mutating func appendList<Element>(
    _ name: String, element: String? = "member", _ elements: [Element],
    _ add: (inout QueryForm, _ name: String, Element) -> Void
  ) {
    if elements.isEmpty { append(name, "") }
    let prefix = element.map { "\(name).\($0)" } ?? name
    for (index, value) in elements.enumerated() { add(&self, "\(prefix).\(index + 1)", value) }
  }

  /// Adds the entries of a map; `add` gets each value with its name, `<name>.entry.<1, 2, …>.<value>`.
  ///
  /// - Parameters:
  ///   - entry: nil for maps whose entries follow the name directly.
  ///   - keyName: what the key of an entry is called.
  ///   - valueName: what the value of an entry is called.
  package mutating func appendMap<Value>(
    _ name: String, entry: String? = "entry", keyName: String = "key", valueName: String = "value",
    _ entries: [(key: String, value: Value)], _ add: (inout QueryForm, _ name: String, Value) -> Void
  ) {
    let prefix = entry.map { "\(name).\($0)" } ?? name
    for (index, (key, value)) in entries.enumerated() {
      append("\(prefix).\(index + 1).\(keyName)", key)
      add(&self, "\(prefix).\(index + 1).\(valueName)", value)
    }
  }
}
