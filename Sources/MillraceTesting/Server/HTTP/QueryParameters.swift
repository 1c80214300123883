/// The parameters after `?`, decoded, in the order of the request.
struct QueryParameters: Sendable {
  struct Item: Sendable, Equatable {
    var name: String
    var value: String
    /// False for `?uploads`, where there is no `=`.
    var hasValue: Bool
  }

  private(set) var items: [Item] = []

  init() {}

  /// - Parameter raw: what stands after `?`, or the body of a form. `+` is a space.
  init(raw: some StringProtocol) {
    guard !raw.isEmpty else { return }
    for pair in raw.utf8.split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "="))
      let name = PercentCoding.decode(pair[..<(equals ?? pair.endIndex)], plusIsSpace: true)
      let value = equals.map { PercentCoding.decode(pair[pair.index(after: $0)...], plusIsSpace: true) } ?? []
      items.append(
        Item(
          name: String(decoding: name, as: UTF8.self), value: String(decoding: value, as: UTF8.self),
          hasValue: equals != nil))
    }
  }

  /// The first value of a name; nil if it does not occur.
  subscript(name: String) -> String? {
    items.first { $0.name == name }?.value
  }

  func contains(_ name: String) -> Bool { items.contains { $0.name == name } }
}
