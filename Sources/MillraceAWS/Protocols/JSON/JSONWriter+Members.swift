extension JSONWriter {
  /// Writes a member with a string.
  package mutating func member(_ name: String, _ text: String) {
    key(name)
    string(text)
  }

  /// Writes a member with a string, where there is one.
  package mutating func member(_ name: String, _ text: String?) {
    if let text { member(name, text) }
  }

  /// Writes a member with a whole number.
  package mutating func member(_ name: String, _ value: Int) {
    key(name)
    literal(String(value))
  }

  /// Writes a member with a whole number, where there is one.
  package mutating func member(_ name: String, _ value: Int?) {
    if let value { member(name, value) }
  }

  /// Writes a member with a truth value.
  package mutating func member(_ name: String, _ value: Bool) {
    key(name)
    literal(value ? "true" : "false")
  }

  /// Writes a member with an array of strings.
  package mutating func member(_ name: String, _ strings: [String]) {
    key(name)
    array { writer in
      for text in strings { writer.string(text) }
    }
  }

  /// Writes a member with an object of strings, its keys sorted.
  package mutating func member(_ name: String, _ map: [String: String]) {
    key(name)
    object { writer in
      for (key, value) in map.sorted(by: { $0.key < $1.key }) { writer.member(key, value) }
    }
  }
}
