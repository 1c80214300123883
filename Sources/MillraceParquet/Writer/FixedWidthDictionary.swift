/// The distinct numbers of a column chunk, numbered in the order in which they came.
struct FixedWidthDictionary<Value: FixedWidthValue>: ~Copyable {
  /// More distinct values are not worth a dictionary.
  static var limit: Int { 1 << 16 }

  private(set) var values = ValueBuffer<Value>()
  private var slots: UnsafeMutablePointer<UInt32>
  private var mask: Int

  init() {
    mask = 255
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
  }

  deinit { slots.deallocate() }

  /// The number of a value, which is added where it is new.
  @inline(__always)
  mutating func index(of value: Value) -> UInt32 {
    var slot = Self.slot(of: value, mask: mask)
    while true {
      let entry = slots[slot]
      if entry == 0 { break }
      if values.base[Int(entry) - 1].bitKey == value.bitKey { return entry - 1 }
      slot = (slot + 1) & mask
    }
    values.append(value)
    slots[slot] = UInt32(values.count)
    let index = UInt32(values.count - 1)
    if values.count * 2 > mask { rehash() }
    return index
  }

  @inline(__always)
  private static func slot(of value: Value, mask: Int) -> Int {
    let product = value.bitKey.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return Int(truncatingIfNeeded: product.high ^ product.low) & mask
  }

  private mutating func rehash() {
    slots.deallocate()
    mask = mask * 4 + 3
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    for index in 0..<values.count {
      var slot = Self.slot(of: values.base[index], mask: mask)
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(index + 1)
    }
  }
}
