/// The least or greatest value of a column chunk, as it is shown.
package struct BoundDescription: Sendable, Equatable {
  package var text: String
  /// Whether the bound was shortened, so that it is no value of the column.
  package var isTruncated: Bool
  /// Whether the bound is a string, which is shown between quotes where an empty one would be overlooked.
  package var isString: Bool

  /// Nil without a bound, and for one that its type does not allow.
  init?(_ bytes: [UInt8]?, isExact: Bool?, _ leaf: ParquetLeaf) {
    guard let bytes, let value = ColumnValues(bound: bytes, of: leaf) else { return nil }
    var text: [UInt8] = []
    ValueFormat(leaf).appendText(value, at: 0, to: &text)
    self.text = String(decoding: text, as: UTF8.self)
    isTruncated = isExact == false
    isString = ValueFormat(leaf) == .text
  }
}
