/// How the bounds of a column index are sorted from page to page.
package enum BoundaryOrder: Int32, Sendable {
  case unordered = 0
  case ascending = 1
  case descending = 2

  /// The name in the specification.
  package var name: String {
    switch self {
    case .unordered: "UNORDERED"
    case .ascending: "ASCENDING"
    case .descending: "DESCENDING"
    }
  }
}
