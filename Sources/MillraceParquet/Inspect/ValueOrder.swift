/// How the values of a column compare, for their bounds: the "type defined order" of parquet.thrift.
///
/// Values are compared in the form that statistics have them in, PLAIN without a length.
enum ValueOrder: Equatable {
  case signed
  case unsigned
  /// NaN has no place, and is in no bound.
  case real
  case half
  case bytes
  /// Big-endian two's complement numbers of any length.
  case decimalBytes
  /// Values that have no order, whose bounds are not to be used.
  case none

  init(_ leaf: ParquetLeaf) {
    switch leaf.physical {
    case .boolean: self = .unsigned
    case .float, .double: self = .real
    case .int96: self = .none
    case .int32, .int64:
      if case .integer(_, false) = leaf.logical { self = .unsigned } else { self = .signed }
    case .byteArray, .fixedLenByteArray:
      switch leaf.logical {
      case .decimal: self = .decimalBytes
      case .float16: self = .half
      case .unrecognized: self = .none
      default: self = .bytes
      }
    }
  }

  /// Whether `left` comes before `right`. False when they are equal, or have no order.
  func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    switch self {
    case .signed: Self.integer(left) < Self.integer(right)
    case .unsigned: UInt64(bitPattern: Self.integer(left)) < UInt64(bitPattern: Self.integer(right))
    case .real, .half: real(left) < real(right)
    case .bytes: left.lexicographicallyPrecedes(right)
    case .decimalBytes: Self.decimalPrecedes(left, right)
    case .none: false
    }
  }

  /// Whether a value is one that bounds take into account.
  func isOrdered(_ value: [UInt8]) -> Bool {
    switch self {
    case .none: false
    case .real, .half: !real(value).isNaN
    default: true
    }
  }

  /// A little-endian integer of one, four or eight bytes. Unsigned ones of fewer than eight keep their order, because
  /// their sign is extended alike.
  private static func integer(_ bytes: [UInt8]) -> Int64 {
    let value = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let unused = UInt64(max(0, 64 - 8 * bytes.count))
    return Int64(bitPattern: value << unused) >> Int64(unused)
  }

  private func real(_ bytes: [UInt8]) -> Double {
    let bits = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    switch bytes.count {
    case 2: return Double(ValueFormat.widen(UInt16(bits)))
    case 4: return Double(Float(bitPattern: UInt32(bits)))
    default: return Double(bitPattern: bits)
    }
  }

  private static func decimalPrecedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let length = max(left.count, right.count)
    func key(_ bytes: [UInt8]) -> [UInt8] {
      let sign: UInt8 = (bytes.first ?? 0) >= 0x80 ? 0xFF : 0
      var key = [UInt8](repeating: sign, count: length - bytes.count) + bytes
      if !key.isEmpty { key[0] ^= 0x80 }
      return key
    }
    return key(left).lexicographicallyPrecedes(key(right))
  }
}
