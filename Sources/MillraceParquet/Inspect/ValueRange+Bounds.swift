extension ValueRange {
  /// The bounds that statistics or a page index give.
  struct Bounds {
    var least: [UInt8]?
    var greatest: [UInt8]?
    var isLeastExact: Bool?
    var isGreatestExact: Bool?
  }

  /// What is wrong with bounds that are to hold this range.
  func faults(of bounds: Bounds, _ leaf: ParquetLeaf) -> [String] {
    guard order != .none else { return [] }
    var faults: [String] = []
    if let bound = bounds.least {
      faults += formFaults(of: bound, "min", leaf) ?? minimumFaults(of: bound, isExact: bounds.isLeastExact, leaf)
    }
    if let bound = bounds.greatest {
      faults += formFaults(of: bound, "max", leaf) ?? maximumFaults(of: bound, isExact: bounds.isGreatestExact, leaf)
    }
    return faults
  }

  private func minimumFaults(of bound: [UInt8], isExact: Bool?, _ leaf: ParquetLeaf) -> [String] {
    guard let least else { return [] }
    if order.precedes(least, bound) { return ["the min \(show(bound, leaf)) is above \(show(least, leaf))"] }
    guard isExact == true, order.precedes(bound, least) else { return [] }
    return ["the min \(show(bound, leaf)) is called exact, and the least value is \(show(least, leaf))"]
  }

  private func maximumFaults(of bound: [UInt8], isExact: Bool?, _ leaf: ParquetLeaf) -> [String] {
    guard let greatest else { return [] }
    if order.precedes(bound, greatest) { return ["the max \(show(bound, leaf)) is below \(show(greatest, leaf))"] }
    guard isExact == true, order.precedes(greatest, bound) else { return [] }
    return ["the max \(show(bound, leaf)) is called exact, and the greatest value is \(show(greatest, leaf))"]
  }

  /// What is wrong with the form of a bound, whatever the values are. Nil when nothing is.
  private func formFaults(of bound: [UInt8], _ name: String, _ leaf: ParquetLeaf) -> [String]? {
    guard ColumnValues(bound: bound, of: leaf) != nil else {
      return ["the \(name) has \(bound.count) bytes, which \(leaf.physical.name) values do not have"]
    }
    return order.isOrdered(bound) ? nil : ["the \(name) is NaN, which bounds nothing"]
  }

  private func show(_ bound: [UInt8], _ leaf: ParquetLeaf) -> String {
    let text = BoundDescription(bound, isExact: nil, leaf)?.text(limit: 60)
    return text ?? "of \(bound.count) bytes"
  }
}
