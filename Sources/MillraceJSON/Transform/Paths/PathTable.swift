internal import CMillraceSIMD

// Unsafe pointers here: keys are compared with padded buffers.

/// The keys of an object: those that are wanted, and, to pass over them quickly, those that were seen.
///
/// Each key foretells the one that follows it, since records of one stream resemble each other: mostly a key, and all between the value
/// before it and its own value, is found by one comparison of bytes. Where that fails, it is looked up by its hash. Kept in raw
/// memory by `PathReader`.
struct PathTable: BitwiseCopyable {
  /// Where a key and its lead stand in `text`.
  private struct Name: BitwiseCopyable {
    /// The key in quotes, with a colon behind it.
    var offset: Int
    /// Without the quotes and the colon.
    var count: Int
    var lead: Int
  }

  /// Keys that are not wanted are learned until there are so many, or so many bytes.
  private static let learned = (count: 120, bytes: 4096)
  /// Bytes of leads that differ from their keys, and of one of them.
  private static let leads = (bytes: 4096, longest: 256)

  /// The first stands for the beginning of the object, and equals no other.
  let keys: UnsafeMutablePointer<mr_json_key>
  private let names: UnsafeMutablePointer<Name>
  /// Keys, in quotes and with a colon behind them: so they are written where no white space is. And leads that are written otherwise.
  private let text: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  /// Wanted keys stand first, behind the one for the beginning.
  private(set) var wanted = 0
  private var textCount = 0
  private var learnedBytes = 0
  private let capacity: Int
  private let textCapacity: Int
  private let slots: UnsafeMutablePointer<Int32>
  private let mask: Int

  init(wanted names: [(key: [UInt8], slot: Int32)]) {
    capacity = names.count + 1 + Self.learned.count
    textCapacity =
      names.reduce(1) { $0 + $1.key.count + 3 } + 3 * Self.learned.count + Self.learned.bytes + Self.leads.bytes
    var size = 256
    while size < capacity * 2 { size *= 2 }
    mask = size - 1
    // A key is a line of the cache.
    keys = UnsafeMutableRawPointer.allocate(byteCount: capacity * MemoryLayout<mr_json_key>.stride, alignment: 64)
      .bindMemory(to: mr_json_key.self, capacity: capacity)
    self.names = .allocate(capacity: capacity)
    text = .allocate(capacity: textCapacity + JSONScanner.padding)
    text.initialize(repeating: 0, count: textCapacity + JSONScanner.padding)
    slots = .allocate(capacity: size)
    slots.initialize(repeating: -1, count: size)
    addKey(Name(offset: 0, count: 0, lead: 0), slot: -1)
    for name in names {
      name.key.withUnsafeBufferPointer { key in
        _ = add(key.baseAddress ?? UnsafePointer(text), key.count, slot: name.slot)
      }
    }
    wanted = names.count
  }

  func free() {
    UnsafeMutableRawPointer(keys).deallocate()
    names.deallocate()
    text.deallocate()
    slots.deallocate()
  }

  /// The key whose text is at `key`, with 16 readable bytes behind it; -1 where it is not known.
  func find(_ key: UnsafePointer<UInt8>, _ length: Int) -> Int {
    var slot = Int(truncatingIfNeeded: mr_hash_padded(key, length)) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if names[index].count == length && mr_equal_padded(text + names[index].offset + 1, key, length) { return index }
      slot = (slot + 1) & mask
    }
    return -1
  }

  /// Adds a key that is not wanted, if there is room for it; returns it, or -1.
  mutating func learn(_ key: UnsafePointer<UInt8>, _ length: Int) -> Int {
    guard count < capacity, learnedBytes + length <= Self.learned.bytes, textCount + length + 3 <= textCapacity else {
      return -1
    }
    learnedBytes += length
    return add(key, length, slot: -1)
  }

  /// Whether the bytes at `place` are the lead of a key, however long.
  func hasLead(_ key: UnsafePointer<mr_json_key>, at place: UnsafePointer<UInt8>) -> Bool {
    let index = key - UnsafePointer(keys)
    return index > 0 && mr_equal_padded(place, text + names[index].lead, Int(key.pointee.lead_count))
  }

  /// Notes how a key was written that stands without escapes: `lead` is what stood between the brace or comma before it and its value.
  mutating func setLead(_ index: Int, _ lead: UnsafePointer<UInt8>, _ length: Int) {
    let oldCount = Int(keys[index].lead_count)
    if length == oldCount && mr_equal_padded(text + names[index].lead, lead, length) { return }
    // The key itself stays.
    if names[index].lead == names[index].offset || length > oldCount {
      guard length <= Self.leads.longest, textCount + length <= textCapacity else { return }
      names[index].lead = textCount
      textCount += length
    }
    (text + names[index].lead).update(from: lead, count: length)
    writeLead(index, count: length)
  }

  /// Forgets how keys were written.
  func resetLeads() {
    for index in 1..<count {
      names[index].lead = names[index].offset
      writeLead(index, count: names[index].count + 3)
    }
  }

  /// Gives a key the lead that stands in the text.
  private func writeLead(_ index: Int, count: Int) {
    let key = keys + index
    if count <= Int(MR_JSON_LEAD) {
      key.pointee.lead_mask = UInt32(truncatingIfNeeded: (UInt64(1) << count) - 1)
      // The lead is the first member.
      UnsafeMutableRawPointer(key).copyMemory(from: text + names[index].lead, byteCount: count)
    } else {
      let none = mr_json_no_key(keys, -1)
      (key.pointee.lead, key.pointee.lead_mask) = (none.lead, none.lead_mask)
    }
    key.pointee.lead_count = UInt32(count)
  }

  private mutating func add(_ key: UnsafePointer<UInt8>, _ length: Int, slot: Int32) -> Int {
    let own = text + textCount
    own[0] = 0x22
    (own + 1).update(from: key, count: length)
    own[length + 1] = 0x22
    own[length + 2] = 0x3A
    addKey(Name(offset: textCount, count: length, lead: textCount), slot: slot)
    writeLead(count - 1, count: length + 3)
    textCount += length + 3
    var place = Int(truncatingIfNeeded: mr_hash_padded(own + 1, length)) & mask
    while slots[place] >= 0 { place = (place + 1) & mask }
    slots[place] = Int32(count - 1)
    return count - 1
  }

  private mutating func addKey(_ name: Name, slot: Int32) {
    (keys + count).initialize(to: mr_json_no_key(keys, slot))
    (names + count).initialize(to: name)
    count += 1
  }
}
