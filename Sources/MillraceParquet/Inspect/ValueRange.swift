/// The least and the greatest of some values.
struct ValueRange {
  let order: ValueOrder
  private(set) var least: [UInt8]?
  private(set) var greatest: [UInt8]?

  init(order: ValueOrder) {
    self.order = order
  }

  /// Widens the range to hold the values of a page.
  mutating func add(_ values: ColumnValues) {
    guard order != .none else { return }
    switch values {
    case .boolean(let values):
      if values.contains(false) { add([0]) }
      if values.contains(true) { add([1]) }
    case .int32(let values):
      if order == .unsigned {
        addExtremes(values.map { UInt32(bitPattern: $0) }) { Self.littleEndian($0) }
      } else {
        addExtremes(values) { Self.littleEndian($0) }
      }
    case .int64(let values):
      if order == .unsigned {
        addExtremes(values.map { UInt64(bitPattern: $0) }) { Self.littleEndian($0) }
      } else {
        addExtremes(values) { Self.littleEndian($0) }
      }
    case .float(let values): addExtremes(values.filter { !$0.isNaN }) { Self.littleEndian($0.bitPattern) }
    case .double(let values): addExtremes(values.filter { !$0.isNaN }) { Self.littleEndian($0.bitPattern) }
    case .bytes(let values): addBytes(values)
    }
  }

  mutating func add(_ other: ValueRange) {
    if let least = other.least { add(least) }
    if let greatest = other.greatest { add(greatest) }
  }

  private mutating func add(_ value: [UInt8]) {
    guard order.isOrdered(value) else { return }
    if least.map({ order.precedes(value, $0) }) ?? true { least = value }
    if greatest.map({ order.precedes($0, value) }) ?? true { greatest = value }
  }

  private mutating func addExtremes<Value: Comparable>(_ values: [Value], _ bytes: (Value) -> [UInt8]) {
    if let least = values.min() { add(bytes(least)) }
    if let greatest = values.max() { add(bytes(greatest)) }
  }

  private mutating func addBytes(_ values: ByteArrayValues) {
    guard order == .bytes else {
      for index in 0..<values.count { add([UInt8](values[index])) }
      return
    }
    var low = 0
    var high = 0
    for index in 0..<values.count {
      if values[index].lexicographicallyPrecedes(values[low]) { low = index }
      if values[high].lexicographicallyPrecedes(values[index]) { high = index }
    }
    guard values.count > 0 else { return }
    add([UInt8](values[low]))
    add([UInt8](values[high]))
  }

  private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { [UInt8]($0) }
  }
}
