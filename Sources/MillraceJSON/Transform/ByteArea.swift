internal import CMillraceSIMD

// Unsafe pointers here: what is written is read by the scanner, which works on padded buffers.

/// Bytes that grow, contiguous, and reused from record to record.
///
/// At least ``JSONScanner/padding`` bytes behind the last one are writable and readable. Not for more than one thread at a time; nothing
/// holds on to its properties. They stand in memory of their own, since checks of who else changes them would cost time (a
/// tenth of a selection) for nothing. Public, as the scanner is, for what is read and set for each record to be inlined.
public final class ByteArea {
  @usableFromInline
  struct State: BitwiseCopyable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    @usableFromInline var count: Int
    var capacity: Int
  }

  @usableFromInline let state = UnsafeMutablePointer<State>.allocate(capacity: 1)

  /// The first byte. Moves when the area grows.
  @inlinable public var base: UnsafeMutablePointer<UInt8> { state.pointee.base }

  /// Bytes that are written. May be set to less, which takes the last ones back.
  @inlinable public var count: Int {
    get { state.pointee.count }
    set { state.pointee.count = newValue }
  }

  private var capacity: Int { state.pointee.capacity }

  package init(capacity: Int = 4096) {
    let capacity = max(capacity, 64)
    state.initialize(to: State(base: Self.allocate(capacity), count: 0, capacity: capacity))
  }

  deinit {
    base.deallocate()
    state.deallocate()
  }

  /// Where the next byte goes.
  package var end: UnsafeMutablePointer<UInt8> { base + count }

  /// The bytes that are written.
  package var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// Makes room for `additional` bytes, and the padding behind them.
  @inline(__always)
  package func reserve(_ additional: Int) {
    if additional > capacity - count { grow(additional) }
  }

  @inline(never)
  private func grow(_ additional: Int) {
    let newCapacity = max(capacity * 2, count + additional)
    let larger = Self.allocate(newCapacity)
    larger.update(from: base, count: count)
    base.deallocate()
    (state.pointee.base, state.pointee.capacity) = (larger, newCapacity)
  }

  @inline(__always)
  package func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  /// Appends bytes of another buffer, behind which 32 more are readable.
  @inline(__always)
  package func append(padded start: UnsafePointer<UInt8>, count length: Int) {
    reserve(length)
    mr_copy_padded(base + count, start, length)
    count += length
  }

  /// Appends bytes that need no padding behind them.
  package func append(_ bytes: some Collection<UInt8>) {
    reserve(bytes.count)
    let room = UnsafeMutableBufferPointer(start: base + count, count: bytes.count)
    _ = room.update(fromContentsOf: bytes)
    count += room.count
  }

  /// Takes bytes away from the front.
  package func removeFirst(_ length: Int) {
    count -= length
    base.update(from: base + length, count: count)
  }

  /// Puts a zero behind the last byte, where a scanner finds the end. It does not count.
  func terminate() {
    reserve(1)
    base[count] = 0
  }

  /// Whether what was appended from `start` on is the JSON value null.
  func endsWithNull(from start: Int) -> Bool {
    count - start == 4 && base[start] == UInt8(ascii: "n")
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + JSONScanner.padding)
    (memory + capacity).initialize(repeating: 0, count: JSONScanner.padding)
    return memory
  }
}
