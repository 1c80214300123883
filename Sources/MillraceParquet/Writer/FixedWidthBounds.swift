/// Smallest and largest of the numbers seen. NaN is left out, and a zero bound gets the sign that still bounds
/// both zeros, as parquet-format's notes on floating point demand.
struct FixedWidthBounds<Value: FixedWidthValue> {
  private var minimum: Value?
  private var maximum: Value?
  private var hasUnordered = false

  mutating func include(_ values: UnsafeBufferPointer<Value>) {
    guard var least = minimum ?? values.first(where: \.isOrdered), var greatest = maximum ?? minimum ?? .some(least)
    else { return }
    for value in values where value.isOrdered {
      if Value.precedes(value, least) { least = value }
      if Value.precedes(greatest, value) { greatest = value }
    }
    (minimum, maximum) = (least, greatest)
  }

  mutating func include(_ other: FixedWidthBounds<Value>) {
    guard let least = other.minimum, let greatest = other.maximum else { return }
    if minimum.map({ Value.precedes(least, $0) }) ?? true { minimum = least }
    if maximum.map({ Value.precedes($0, greatest) }) ?? true { maximum = greatest }
  }

  func statistics(nulls: Int) -> ColumnStatistics {
    ColumnStatistics(
      minimum: minimum.map { .init(bytes: Self.bytes(Self.lowered($0)), isExact: true) },
      maximum: maximum.map { .init(bytes: Self.bytes(Self.raised($0)), isExact: true) }, nullCount: nulls)
  }

  private static func lowered(_ value: Value) -> Value {
    (value as? Double) == 0 ? (-0.0 as? Value ?? value) : value
  }

  private static func raised(_ value: Value) -> Value {
    (value as? Double) == 0 ? (0.0 as? Value ?? value) : value
  }

  private static func bytes(_ value: Value) -> [UInt8] { withUnsafeBytes(of: value) { Array($0) } }
}
