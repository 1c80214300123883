internal import CMillraceSIMD

// Unsafe pointers here: keys are compared with padded buffers.

/// The keys of one object on the way to wanted values: those that are wanted, and, to pass over them quickly, those that were seen.
///
/// Each key predicts the one that follows it, since records of one stream resemble each other: mostly a key is found by one comparison
/// of bytes. Where the prediction fails, it is looked up by its hash. Kept in raw memory by `PathReader`.
struct PathTable: BitwiseCopyable {
  struct Key: BitwiseCopyable {
    /// Where the key stands in `text`, with the quote and the colon behind it.
    var offset: UInt32
    /// With the quote and the colon.
    var count: UInt32
    /// The slot of its value, or -1.
    var slot: Int32
    /// The key that came after this one the last time; `start` where none did.
    var next: Int32
    /// Keys that need escapes in JSON cannot be compared with the input byte by byte.
    var isPlain: Bool
  }

  /// Stands for the beginning of the object, and equals no key.
  static let start = 0
  /// Keys that are not wanted are learned until there are so many, or so many bytes.
  private static let learned = (count: 120, bytes: 4096)

  let keys: UnsafeMutablePointer<Key>
  let text: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  /// Wanted keys stand first, behind `start`.
  private(set) var wanted = 0
  private var textCount = 0
  private let capacity: Int
  private let textCapacity: Int
  private let slots: UnsafeMutablePointer<Int32>
  private let mask: Int

  init(wanted names: [(key: [UInt8], slot: Int32)]) {
    capacity = names.count + 1 + Self.learned.count
    textCapacity = names.reduce(1) { $0 + $1.key.count + 2 } + Self.learned.bytes
    var size = 256
    while size < capacity * 2 { size *= 2 }
    mask = size - 1
    keys = .allocate(capacity: capacity)
    text = .allocate(capacity: textCapacity + JSONScanner.padding)
    text.initialize(repeating: 0, count: textCapacity + JSONScanner.padding)
    slots = .allocate(capacity: size)
    slots.initialize(repeating: -1, count: size)
    // A byte that is in no UTF-8.
    text[0] = 0xFF
    keys[0] = Key(offset: 0, count: 1, slot: -1, next: 0, isPlain: true)
    (count, textCount) = (1, 1)
    for name in names {
      name.key.withUnsafeBufferPointer { key in
        _ = add(key.baseAddress ?? UnsafePointer(text), key.count, slot: name.slot)
      }
    }
    wanted = names.count
  }

  func free() {
    keys.deallocate()
    text.deallocate()
    slots.deallocate()
  }

  /// The key whose text is at `key`, with 16 readable bytes behind it; -1 where it is not known.
  func find(_ key: UnsafePointer<UInt8>, _ length: Int) -> Int {
    var slot = Int(truncatingIfNeeded: mr_hash_padded(key, length)) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if Int(keys[index].count) == length + 2 && mr_equal_padded(text + Int(keys[index].offset), key, length) {
        return index
      }
      slot = (slot + 1) & mask
    }
    return -1
  }

  /// Adds a key that is not wanted, if there is room for it; returns it, or -1.
  mutating func learn(_ key: UnsafePointer<UInt8>, _ length: Int) -> Int {
    guard count < capacity, textCount + length + 2 <= textCapacity else { return -1 }
    return add(key, length, slot: -1)
  }

  private mutating func add(_ key: UnsafePointer<UInt8>, _ length: Int, slot: Int32) -> Int {
    let own = text + textCount
    own.update(from: key, count: length)
    own[length] = 0x22
    own[length + 1] = 0x3A
    var isPlain = true
    for i in 0..<length where own[i] < 0x20 || own[i] == 0x22 || own[i] == 0x5C { isPlain = false }
    keys[count] = Key(
      offset: UInt32(textCount), count: UInt32(length + 2), slot: slot, next: 0, isPlain: isPlain)
    textCount += length + 2
    var place = Int(truncatingIfNeeded: mr_hash_padded(own, length)) & mask
    while slots[place] >= 0 { place = (place + 1) & mask }
    slots[place] = Int32(count)
    count += 1
    return count - 1
  }
}
