internal import CMillraceSIMD
#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Smallest and largest of the byte strings seen, cut to `limit` bytes; they always bound, even when cut.
///
/// Comparing is by unsigned bytes. The first eight bytes of each bound are kept as a number, so that most values
/// are found to lie between the two without looking at memory.
struct ByteBounds: ~Copyable {
  /// Longer bounds are cut to this many bytes.
  static let limit = 64

  /// The minimum, and behind it the maximum.
  private let memory: UnsafeMutablePointer<UInt8>
  private var minimumCount = 0
  private var maximumCount = 0
  private var isMinimumExact = true
  private var isMaximumExact = true
  private(set) var isEmpty = true
  /// Values with a key above this one and below `maximumKey` change nothing.
  private(set) var minimumKey = UInt64.max
  private(set) var maximumKey = UInt64.min

  init() { memory = .allocate(capacity: 2 * Self.limit) }

  deinit { memory.deallocate() }

  private var maximum: UnsafeMutablePointer<UInt8> { memory + Self.limit }

  /// Takes a value into account whose key is not strictly between the two keys.
  @inline(never)
  mutating func include(_ value: UnsafePointer<UInt8>, count: Int) {
    if isEmpty || Self.compare(value, count, memory, minimumCount) < 0 {
      minimumCount = min(count, Self.limit)
      memory.update(from: value, count: minimumCount)
      isMinimumExact = count <= Self.limit
      minimumKey = mr_prefix_key(value, count)
    }
    if isEmpty || Self.compare(value, count, maximum, maximumCount) > 0 {
      maximumCount = min(count, Self.limit)
      maximum.update(from: value, count: maximumCount)
      isMaximumExact = count <= Self.limit
      maximumKey = mr_prefix_key(value, count)
    }
    isEmpty = false
  }

  /// Takes the bounds of another set of values into account.
  mutating func include(_ other: borrowing ByteBounds) {
    guard !other.isEmpty else { return }
    if isEmpty || Self.compare(other.memory, other.minimumCount, memory, minimumCount) < 0 {
      memory.update(from: other.memory, count: other.minimumCount)
      (minimumCount, minimumKey, isMinimumExact) = (other.minimumCount, other.minimumKey, other.isMinimumExact)
    }
    let order = isEmpty ? 1 : Self.compare(other.maximum, other.maximumCount, maximum, maximumCount)
    if order > 0 {
      maximum.update(from: other.maximum, count: other.maximumCount)
      (maximumCount, maximumKey, isMaximumExact) = (other.maximumCount, other.maximumKey, other.isMaximumExact)
    } else if order == 0 {
      isMaximumExact = isMaximumExact && other.isMaximumExact
    }
    isEmpty = false
  }

  @inline(__always)
  private static func compare(
    _ a: UnsafePointer<UInt8>, _ aCount: Int, _ b: UnsafePointer<UInt8>, _ bCount: Int
  ) -> Int {
    let order = Int(memcmp(a, b, min(aCount, bCount)))
    return order != 0 ? order : aCount - bCount
  }

  mutating func removeAll() {
    isEmpty = true
    (minimumKey, maximumKey) = (.max, .min)
    (isMinimumExact, isMaximumExact) = (true, true)
  }

  /// The bounds as a Parquet file states them; a cut maximum is rounded up, or left out where that is impossible.
  func statistics(nulls: Int, isUTF8: Bool) -> ColumnStatistics {
    var statistics = ColumnStatistics(nullCount: nulls)
    guard !isEmpty else { return statistics }
    let least = Array(UnsafeBufferPointer(start: memory, count: minimumCount))
    let greatest = Array(UnsafeBufferPointer(start: maximum, count: maximumCount))
    statistics.minimum = .init(
      bytes: isMinimumExact || !isUTF8 ? least : Self.wholeCharacters(least), isExact: isMinimumExact)
    if isMaximumExact {
      statistics.maximum = .init(bytes: greatest, isExact: true)
    } else if let above = Self.roundedUp(greatest, isUTF8: isUTF8) {
      statistics.maximum = .init(bytes: above, isExact: false)
    }
    return statistics
  }

  /// Drops the bytes of a character that the cut went through.
  private static func wholeCharacters(_ bytes: [UInt8]) -> [UInt8] {
    Array(bytes.prefix(mr_utf8_valid_prefix(bytes, bytes.count)))
  }

  /// A string that is above everything that begins with `prefix`: its last byte, in UTF-8 its last character, is
  /// replaced by the one after it.
  private static func roundedUp(_ prefix: [UInt8], isUTF8: Bool) -> [UInt8]? {
    isUTF8 ? roundedUpText(wholeCharacters(prefix)) : roundedUpBytes(prefix)
  }

  private static func roundedUpBytes(_ prefix: [UInt8]) -> [UInt8]? {
    var bytes = prefix
    while let last = bytes.popLast() {
      if last < .max { return bytes + [last + 1] }
    }
    return nil
  }

  /// UTF-8 sorts like the numbers of its characters.
  private static func roundedUpText(_ prefix: [UInt8]) -> [UInt8]? {
    var characters = String(decoding: prefix, as: UTF8.self).unicodeScalars
    while let last = characters.popLast() {
      // The numbers from D800 to DFFF are no characters.
      let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
      if let character = Unicode.Scalar(next) {
        characters.append(character)
        return Array(String(characters).utf8)
      }
    }
    return nil
  }
}
