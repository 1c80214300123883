/// A query with its names and values encoded, in the order of their bytes.
package struct CanonicalQuery: Sendable {
  /// As it is signed: every name is followed by `=`.
  package let text: String
  /// As it is sent: names without a value stand alone.
  package let target: String

  package static let empty = CanonicalQuery([])

  package init(_ query: [(name: String, value: String?)]) {
    if query.isEmpty {
      text = ""
      target = ""
      return
    }
    let pairs = CanonicalQuery.sorted(query)
    text = pairs.map { "\($0.name)=\($0.value ?? "")" }.joined(separator: "&")
    target =
      query.contains { $0.value == nil }
      ? pairs.map { $0.value == nil ? $0.name : "\($0.name)=\($0.value ?? "")" }.joined(separator: "&") : text
  }

  private static func sorted(_ query: [(name: String, value: String?)]) -> [(name: String, value: String?)] {
    let pairs = query.map {
      (name: PercentEncoding.encode($0.name), value: $0.value.map { PercentEncoding.encode($0) })
    }
    if pairs.count == 1 { return pairs }
    return pairs.sorted { left, right in
      left.name == right.name
        ? precedes(left.value ?? "", right.value ?? "") : precedes(left.name, right.name)
    }
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
