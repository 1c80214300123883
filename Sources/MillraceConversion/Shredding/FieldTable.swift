internal import CMillraceSIMD
internal import MillraceParquet

/// A key of an object and the node that its values go to.
struct Field: BitwiseCopyable {
  /// Where the key's text begins in the arena; a quote follows it.
  var key: UInt32
  var length: UInt32
  /// Keys that need escapes in JSON cannot be compared with the input byte by byte.
  var isPredictable: Bool
  var node: Int32
  /// The field that came after this one the last time.
  var next: Int32
  /// The last object in which the key has been seen.
  var stamp: UInt64
}

/// The keys of one kind of object: which field a key is, found by prediction, or else by hashing.
///
/// Kept in raw memory by `ShredPlan`, which frees it.
struct FieldTable: BitwiseCopyable {
  private(set) var fields: UnsafeMutablePointer<Field>
  private(set) var count = 0
  private var capacity = 8
  private(set) var arena: UnsafeMutablePointer<UInt8>
  private var arenaCount = 0
  private var arenaCapacity = 256
  private var slots: UnsafeMutablePointer<Int32>
  private var mask = 15
  /// Bytes behind the arena that comparisons may read.
  private static let padding = 64

  init() {
    fields = .allocate(capacity: capacity)
    arena = .allocate(capacity: arenaCapacity + Self.padding)
    arena.initialize(repeating: 0, count: arenaCapacity + Self.padding)
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: -1, count: mask + 1)
  }

  func free() {
    fields.deallocate()
    arena.deallocate()
    slots.deallocate()
  }

  /// The field of a key, whose text is at `key`, or -1.
  func find(_ key: UnsafePointer<UInt8>, _ length: Int) -> Int {
    var slot = Int(truncatingIfNeeded: mr_hash(key, length)) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if isEqual(index, key, length) { return index }
      slot = (slot + 1) & mask
    }
    return -1
  }

  private func isEqual(_ index: Int, _ key: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    guard Int(fields[index].length) == length else { return false }
    let own = arena + Int(fields[index].key)
    for i in 0..<length where own[i] != key[i] { return false }
    return true
  }

  /// Adds a key that is not there yet; returns its field.
  mutating func add(_ key: UnsafePointer<UInt8>, _ length: Int, node: Int) -> Int {
    if count == capacity { growFields() }
    reserveArena(length + 1)
    let offset = arenaCount
    (arena + offset).update(from: key, count: length)
    arena[offset + length] = 0x22
    arenaCount += length + 1
    var isPlain = true
    for i in 0..<length where key[i] < 0x20 || key[i] == 0x22 || key[i] == 0x5C { isPlain = false }
    fields[count] = Field(
      key: UInt32(offset), length: UInt32(length), isPredictable: isPlain, node: Int32(node), next: 0, stamp: 0)
    count += 1
    if count * 2 > mask { rehash(mask * 4 + 3) } else { insert(count - 1) }
    return count - 1
  }

  /// Takes back all fields from `newCount` on.
  mutating func truncate(to newCount: Int) {
    guard newCount < count else { return }
    arenaCount = newCount == 0 ? 0 : Int(fields[newCount - 1].key + fields[newCount - 1].length) + 1
    count = newCount
    for i in 0..<count where Int(fields[i].next) >= count { fields[i].next = 0 }
    rehash(mask)
  }

  private mutating func growFields() {
    let larger = UnsafeMutablePointer<Field>.allocate(capacity: capacity * 2)
    larger.update(from: fields, count: count)
    fields.deallocate()
    fields = larger
    capacity *= 2
  }

  private mutating func reserveArena(_ additional: Int) {
    guard arenaCount + additional > arenaCapacity else { return }
    let newCapacity = max(arenaCapacity * 2, arenaCount + additional)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity + Self.padding)
    larger.initialize(repeating: 0, count: newCapacity + Self.padding)
    larger.update(from: arena, count: arenaCount)
    arena.deallocate()
    (arena, arenaCapacity) = (larger, newCapacity)
  }

  private mutating func rehash(_ newMask: Int) {
    slots.deallocate()
    mask = newMask
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: -1, count: mask + 1)
    for index in 0..<count { insert(index) }
  }

  private func insert(_ index: Int) {
    var slot = Int(truncatingIfNeeded: mr_hash(arena + Int(fields[index].key), Int(fields[index].length))) & mask
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(index)
  }

  /// The text of a field's key.
  func name(of index: Int) -> String {
    let key = UnsafeBufferPointer(start: arena + Int(fields[index].key), count: Int(fields[index].length))
    return String(decoding: key, as: UTF8.self)
  }
}
