public import CMillraceSIMD

/// Eight ASCII digits in one register: the first character in the lowest byte.
public enum EightDigits {
  /// Whether all eight characters are `0`…`9`.
  @inlinable @inline(__always)
  public static func areDigits(_ characters: UInt64) -> Bool {
    // A digit's high nibble is 3, and stays 3 when 6 is added; after `9` it becomes 4.
    let high = characters & 0xf0f0_f0f0_f0f0_f0f0
    let raised = (characters &+ 0x0606_0606_0606_0606) & 0xf0f0_f0f0_f0f0_f0f0
    return high | raised &>> 4 == 0x3333_3333_3333_3333
  }

  /// The number that eight digits spell. The caller has checked that they are digits.
  @inlinable @inline(__always)
  public static func value(_ characters: UInt64) -> UInt64 {
    // Pairs, then groups of four, then all eight: three multiplications instead of eight.
    var sum = characters &- 0x3030_3030_3030_3030
    sum = sum &* 10 &+ (sum &>> 8)
    let pairs: UInt64 = 0x0000_00ff_0000_00ff
    let upper = (sum & pairs) &* (100 + 1_000_000 &<< 32)
    let lower = ((sum &>> 16) & pairs) &* (1 + 10_000 &<< 32)
    return (upper &+ lower) &>> 32
  }

  /// Up to 7 characters, as if `0`s stood before them. Reads exactly `count` bytes.
  @inlinable @inline(__always)
  public static func loadPartial(_ text: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    guard count > 0 else { return 0x3030_3030_3030_3030 }
    let bits = UInt64(truncatingIfNeeded: count &* 8)
    return mr_load_partial64(text, count) &<< (64 &- bits) | 0x3030_3030_3030_3030 &>> bits
  }
}
