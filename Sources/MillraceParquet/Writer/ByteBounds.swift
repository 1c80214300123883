internal import CMillraceSIMD

/// Smallest and largest of the byte strings seen, cut to `limit` bytes; they always bound, even when cut.
///
/// Comparing is by unsigned bytes. The first eight bytes of each bound are kept as a number, so that most values
/// are found to lie between the two without looking at memory.
struct ByteBounds {
  /// Longer bounds are cut to this many bytes.
  static let limit = 64

  private(set) var minimum: [UInt8] = []
  private(set) var maximum: [UInt8] = []
  private(set) var isMinimumExact = true
  private(set) var isMaximumExact = true
  private(set) var isEmpty = true
  /// Values with a key above this one and below `maximumKey` change nothing.
  private(set) var minimumKey = UInt64.max
  private(set) var maximumKey = UInt64.min

  /// Takes a value into account whose key is not strictly between the two keys.
  @inline(never)
  mutating func include(_ value: UnsafePointer<UInt8>, count: Int) {
    if isEmpty || compare(value, count, with: minimum) < 0 { setMinimum(value, count) }
    if isEmpty || compare(value, count, with: maximum) > 0 { setMaximum(value, count) }
    isEmpty = false
  }

  /// Takes the bounds of another set of values into account.
  mutating func include(_ other: ByteBounds) {
    guard !other.isEmpty else { return }
    if isEmpty || other.minimum.lexicographicallyPrecedes(minimum) {
      (minimum, minimumKey, isMinimumExact) = (other.minimum, other.minimumKey, other.isMinimumExact)
    }
    if isEmpty || maximum.lexicographicallyPrecedes(other.maximum) {
      (maximum, maximumKey, isMaximumExact) = (other.maximum, other.maximumKey, other.isMaximumExact)
    } else if maximum == other.maximum {
      isMaximumExact = isMaximumExact && other.isMaximumExact
    }
    isEmpty = false
  }

  private mutating func setMinimum(_ value: UnsafePointer<UInt8>, _ count: Int) {
    minimum = Array(UnsafeBufferPointer(start: value, count: min(count, Self.limit)))
    isMinimumExact = count <= Self.limit
    minimumKey = mr_prefix_key(value, count)
  }

  private mutating func setMaximum(_ value: UnsafePointer<UInt8>, _ count: Int) {
    maximum = Array(UnsafeBufferPointer(start: value, count: min(count, Self.limit)))
    isMaximumExact = count <= Self.limit
    maximumKey = mr_prefix_key(value, count)
  }

  private func compare(_ value: UnsafePointer<UInt8>, _ count: Int, with bound: [UInt8]) -> Int {
    bound.withUnsafeBufferPointer { bound in
      for i in 0..<min(count, bound.count) where value[i] != bound[i] { return Int(value[i]) - Int(bound[i]) }
      return count - bound.count
    }
  }

  /// The bounds as a Parquet file states them; a cut maximum is rounded up, or left out where that is impossible.
  func statistics(nulls: Int, isUTF8: Bool) -> ColumnStatistics {
    var statistics = ColumnStatistics(nullCount: nulls)
    guard !isEmpty else { return statistics }
    let cutMinimum = isMinimumExact || !isUTF8 ? minimum : Self.wholeCharacters(minimum)
    statistics.minimum = .init(bytes: cutMinimum, isExact: isMinimumExact)
    if isMaximumExact {
      statistics.maximum = .init(bytes: maximum, isExact: true)
    } else if let above = Self.roundedUp(maximum, isUTF8: isUTF8) {
      statistics.maximum = .init(bytes: above, isExact: false)
    }
    return statistics
  }

  /// Drops the bytes of a character that the cut went through.
  private static func wholeCharacters(_ bytes: [UInt8]) -> [UInt8] {
    Array(bytes.prefix(mr_utf8_valid_prefix(bytes, bytes.count)))
  }

  /// The shortest string that is above everything that begins with `prefix`: its last byte (in UTF-8 its last ASCII
  /// character below DEL) plus one.
  private static func roundedUp(_ prefix: [UInt8], isUTF8: Bool) -> [UInt8]? {
    var bytes = prefix
    let highest: UInt8 = isUTF8 ? 0x7E : 0xFE
    while let last = bytes.last {
      if last <= highest {
        bytes[bytes.count - 1] = last + 1
        return bytes
      }
      bytes.removeLast()
    }
    return nil
  }
}
