internal import MillraceCompression
internal import MillraceJSON

/// The bytes of a batch of records: a block that is filled from one segment after the other.
///
/// What has been shredded stays in place until the batch is encoded; then the beginning of a record that
/// was not whole yet moves to the front. Grows for records that are longer than a block, up to a limit.
struct RecordBuffer: ~Copyable {
  /// Bytes of a batch. It and what is shredded from it should stay within a core's level-2 cache.
  static let blockSize = 512 << 10
  /// With less room left, the batch is ended.
  static let leastRoom = 64 << 10

  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  /// Bytes that are filled.
  private(set) var count = 0
  /// Where the first record begins that is not shredded yet.
  var position = 0

  init(capacity: Int = blockSize) {
    self.capacity = capacity
    base = Self.allocate(capacity)
  }

  deinit { base.deallocate() }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + JSONScanner.padding)
    (memory + capacity).initialize(repeating: 0, count: JSONScanner.padding)
    return memory
  }

  var isNearlyFull: Bool { capacity - count < Self.leastRoom }

  /// Fills the buffer as far as the source gives bytes. Returns false when the source has ended.
  mutating func fill(from source: any ByteSource) throws -> Bool {
    while count < capacity {
      let room = UnsafeMutableRawBufferPointer(start: base + count, count: capacity - count)
      let read = try source.read(into: room)
      if read == 0 { return false }
      count += read
    }
    return true
  }

  /// Puts a byte behind the last one, in the padding if need be; it counts as filled.
  mutating func terminate(with byte: UInt8) {
    base[count] = byte
    count += 1
  }

  /// Puts a byte behind the last one that is not counted.
  func mark(with byte: UInt8) { base[count] = byte }

  /// Gives up what has been shredded; returns by how many bytes the rest has moved.
  mutating func compact() -> Int {
    let moved = position
    let rest = count - position
    if moved > 0 && rest > 0 { base.update(from: base + moved, count: rest) }
    count = rest
    position = 0
    if capacity > Self.blockSize && rest < Self.blockSize - Self.leastRoom { resize(to: Self.blockSize) }
    return moved
  }

  /// Makes room for a record that is longer than the buffer.
  mutating func grow() { resize(to: capacity * 2) }

  /// Forgets all bytes that are not shredded yet.
  mutating func dropRest() { count = position }

  private mutating func resize(to newCapacity: Int) {
    let memory = Self.allocate(newCapacity)
    memory.update(from: base, count: count)
    base.deallocate()
    base = memory
    capacity = newCapacity
  }
}
