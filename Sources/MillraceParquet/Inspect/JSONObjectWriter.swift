/// Writes nested JSON objects and arrays; nil is `null`.
struct JSONObjectWriter {
  private(set) var bytes: [UInt8] = []

  mutating func object(_ members: (inout JSONObjectWriter) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    members(&self)
    bytes.append(UInt8(ascii: "}"))
  }

  mutating func array<Element>(_ elements: [Element], _ write: (inout JSONObjectWriter, Element) -> Void) {
    bytes.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      write(&self, element)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  mutating func member(_ name: String, _ value: (inout JSONObjectWriter) -> Void) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    JSONText.appendString(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    value(&self)
  }

  mutating func member(_ name: String, _ value: String?) {
    member(name) { json in
      if let value { JSONText.appendString(value, to: &json.bytes) } else { json.word("null") }
    }
  }

  mutating func member(_ name: String, _ value: (some FixedWidthInteger)?) {
    member(name) { $0.word(value.map { String($0) } ?? "null") }
  }

  mutating func member(_ name: String, _ value: Double) {
    member(name) { $0.word(value.isFinite ? value.description : "null") }
  }

  mutating func member(_ name: String, _ value: Bool?) {
    member(name) { $0.word(value.map { $0 ? "true" : "false" } ?? "null") }
  }

  private mutating func word(_ word: String) {
    bytes.append(contentsOf: word.utf8)
  }
}
