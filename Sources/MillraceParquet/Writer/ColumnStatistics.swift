/// What a page or a column chunk says of its values, ready to be written.
package struct ColumnStatistics: Sendable {
  /// One bound in PLAIN encoding, without a length.
  package struct Bound: Sendable {
    package var bytes: [UInt8]
    /// False where it was cut and only bounds.
    package var isExact: Bool
  }

  package var minimum: Bound?
  package var maximum: Bound?
  package var nullCount: Int

  package init(minimum: Bound? = nil, maximum: Bound? = nil, nullCount: Int) {
    self.minimum = minimum
    self.maximum = maximum
    self.nullCount = nullCount
  }

  var thrift: Statistics {
    Statistics(
      nullCount: Int64(nullCount), minValue: minimum?.bytes, maxValue: maximum?.bytes,
      isMinValueExact: minimum?.isExact, isMaxValueExact: maximum?.isExact)
  }
}
