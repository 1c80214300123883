/// The members of a JSON object in the order of the text. Where a key stands twice, the last one counts for lookups.
package struct JSONObject: Sendable, Equatable {
  /// One key with its value.
  package struct Member: Sendable, Equatable {
    package var key: String
    package var value: JSONValue

    fileprivate func isNamed(_ name: String) -> Bool {
      key.utf8.count == name.utf8.count && key.utf8.elementsEqual(name.utf8)
    }
  }

  package private(set) var members: [Member]

  package init(_ members: [(String, JSONValue)] = []) {
    self.members = members.map { Member(key: $0.0, value: $0.1) }
  }

  /// The value of a key; setting nil removes it. Keys are compared by their bytes.
  package subscript(key: String) -> JSONValue? {
    get { members.last { $0.isNamed(key) }?.value }
    set {
      let index = members.lastIndex { $0.isNamed(key) }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Adds a member without looking for an earlier one of the same key.
  package mutating func append(_ key: String, _ value: JSONValue) {
    members.append(Member(key: key, value: value))
  }
}
