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
      faults += Self.formFaults(of: bound, "min", leaf, order)
      if let least {
        if order.precedes(least, bound) { faults.append("the min \(show(bound, leaf)) is above \(show(least, leaf))") }
        if bounds.isLeastExact == true, order.precedes(bound, least) {
          faults.append("the min \(show(bound, leaf)) is called exact, and the least value is \(show(least, leaf))")
        }
      }
    }
    if let bound = bounds.greatest {
      faults += Self.formFaults(of: bound, "max", leaf, order)
      if let greatest {
        if order.precedes(bound, greatest) {
          faults.append("the max \(show(bound, leaf)) is below \(show(greatest, leaf))")
        }
        if bounds.isGreatestExact == true, order.precedes(greatest, bound) {
          faults.append(
            "the max \(show(bound, leaf)) is called exact, and the greatest value is \(show(greatest, leaf))")
        }
      }
    }
    return faults
  }

  private static func formFaults(
    of bound: [UInt8], _ name: String, _ leaf: ParquetLeaf, _ order: ValueOrder
  ) -> [String] {
    guard ColumnValues(bound: bound, of: leaf) != nil else {
      return ["the \(name) has \(bound.count) bytes, which \(leaf.physical.name) values do not have"]
    }
    return order.isOrdered(bound) ? [] : ["the \(name) is NaN, which bounds nothing"]
  }

  private func show(_ bound: [UInt8], _ leaf: ParquetLeaf) -> String {
    let text = BoundDescription(bound, isExact: nil, leaf)?.text(limit: 60)
    return text ?? "of \(bound.count) bytes"
  }
}
