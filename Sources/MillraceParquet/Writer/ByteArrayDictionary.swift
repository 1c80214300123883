internal import CMillraceSIMD

/// The distinct byte strings of a column chunk, numbered in the order in which they came.
///
/// The strings are kept as the PLAIN values of the dictionary page. A slot of the open-addressing table
/// holds 32 bits of the hash above the number plus one, so that a probe touches the string only when it is most likely the one.
struct ByteArrayDictionary: ~Copyable {
  /// Length and bytes of each string in turn.
  private(set) var values = EncodingBuffer(capacity: 1_024)
  /// Where the bytes of each string begin in `values`.
  private(set) var offsets = ValueBuffer<UInt32>(capacity: 64)
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int

  init() {
    mask = 127
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
  }

  deinit { slots.deallocate() }

  var count: Int { offsets.count }
  var memorySize: Int { values.capacity + offsets.memorySize + (mask + 1) * 8 }

  /// The number of a string, which is added where it is new.
  @inline(__always)
  mutating func index(of string: UnsafePointer<UInt8>, count: Int) -> UInt32 {
    let hash = mr_hash_padded(string, count)
    let tag = hash & 0xFFFF_FFFF_0000_0000
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return insert(string, count: count, hash: hash, at: slot) }
      if entry & 0xFFFF_FFFF_0000_0000 == tag {
        let index = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
        let candidate = values.base + Int(offsets.base[index])
        if length(before: candidate) == count && mr_equal_padded(candidate, string, count) { return UInt32(index) }
      }
      slot = (slot + 1) & mask
    }
  }

  /// Bytes of a string, by its number.
  @inline(__always)
  func string(_ index: Int) -> (base: UnsafePointer<UInt8>, count: Int) {
    let base = UnsafePointer(values.base + Int(offsets.base[index]))
    return (base, length(before: base))
  }

  @inline(__always)
  private func length(before string: UnsafePointer<UInt8>) -> Int {
    Int(UInt32(littleEndian: UnsafeRawPointer(string - 4).loadUnaligned(as: UInt32.self)))
  }

  @inline(never)
  private mutating func insert(_ string: UnsafePointer<UInt8>, count: Int, hash: UInt64, at slot: Int) -> UInt32 {
    let index = offsets.count
    values.appendInteger(UInt32(count))
    offsets.append(UInt32(values.count))
    values.append(UnsafeRawBufferPointer(start: string, count: count))
    slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(index + 1)
    if offsets.count * 2 > mask { rehash() }
    return UInt32(index)
  }

  private mutating func rehash() {
    slots.deallocate()
    mask = mask * 4 + 3
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    for index in 0..<offsets.count {
      let (base, count) = string(index)
      let hash = mr_hash_padded(base, count)
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(index + 1)
    }
  }
}
