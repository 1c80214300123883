internal import CMillraceSIMD
internal import MillraceJSON

// Unsafe pointers here: the scanner works on padded buffers.

/// The bytes of a file that are in memory: what has been read and not packed yet.
struct PieceBuffer: ~Copyable {
  /// Bytes that are read at a time. They and what is made of them should stay within a core's level-2 cache.
  static let blockSize = 256 << 10

  private(set) var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Bytes that are filled.
  private(set) var count = 0
  /// Where the first byte is that is not packed yet.
  var position = 0
  /// Where `base` is in the file.
  private(set) var offset: Int64
  /// Up to where the bytes are known to be UTF-8.
  private var validated = 0

  init(offset: Int64) {
    self.offset = offset
    capacity = Self.blockSize
    base = Self.allocate(capacity)
  }

  deinit { base.deallocate() }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    // One byte more, which ends the last token.
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + JSONScanner.padding + 1)
    (memory + capacity).initialize(repeating: 0, count: JSONScanner.padding + 1)
    return memory
  }

  var start: UnsafePointer<UInt8> { UnsafePointer(base) + position }
  var end: UnsafePointer<UInt8> { UnsafePointer(base) + count }
  /// Bytes that are not packed yet.
  var rest: Int { count - position }

  /// Where a byte of the buffer is in the file.
  func fileOffset(_ place: UnsafePointer<UInt8>) -> Int64 { offset + Int64(place - UnsafePointer(base)) }

  /// Room for at least a quarter of a block behind the last byte. What is packed is given up for it.
  mutating func room() -> UnsafeMutableRawBufferPointer {
    if capacity - count < Self.blockSize / 4 { makeRoom() }
    return UnsafeMutableRawBufferPointer(start: base + count, count: capacity - count)
  }

  private mutating func makeRoom() {
    let rest = rest
    let wanted = max(Self.blockSize, rest + Self.blockSize)
    let kept = base + position
    if wanted > capacity || wanted < capacity / 4 {
      let larger = wanted > Self.blockSize + Self.blockSize / 2 ? wanted * 2 : Self.blockSize * 2
      let memory = Self.allocate(larger)
      memory.update(from: kept, count: rest)
      base.deallocate()
      (base, capacity) = (memory, larger)
    } else {
      base.update(from: kept, count: rest)
    }
    offset += Int64(position)
    validated = max(0, validated - position)
    count = rest
    position = 0
  }

  /// Counts bytes that were written into the room.
  mutating func filled(_ bytes: Int) { count += bytes }

  /// Puts a byte behind the last one that is not counted.
  func mark(with byte: UInt8) { base[count] = byte }

  /// Where the bytes cease to be UTF-8, as far as they have been looked at; a character that is cut off counts.
  var validatedEnd: UnsafePointer<UInt8> { UnsafePointer(base) + validated }

  /// Looks on whether the bytes are UTF-8.
  mutating func validate() {
    validated = max(validated, position)
    validated += mr_utf8_valid_prefix(base + validated, count - validated)
  }

  /// Looks on behind bytes that are not.
  mutating func validate(from place: UnsafePointer<UInt8>) {
    validated = place - UnsafePointer(base)
    validate()
  }
}
