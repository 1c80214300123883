extension ColumnValues {
  /// The one value of a bound in statistics, which is PLAIN without a length. Nil when its length is wrong.
  init?(bound bytes: [UInt8], of leaf: ParquetLeaf) {
    switch leaf.physical {
    case .byteArray:
      self = .bytes(ByteArrayValues([bytes]))
    case .fixedLenByteArray:
      // A bound may be shortened; what is shown by its bits may not.
      switch ValueFormat(leaf) {
      case .binary: break
      default: guard bytes.count == leaf.typeLength else { return nil }
      }
      self = .bytes(ByteArrayValues([bytes]))
    default:
      var cursor = ByteCursor(bytes)
      guard let value = try? PlainDecoder.decode(1, of: leaf.physical, length: 0, from: &cursor), cursor.remaining == 0
      else { return nil }
      self = value
    }
  }
}
