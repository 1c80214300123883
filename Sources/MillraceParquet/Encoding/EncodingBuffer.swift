/// Growable raw memory that encoders append to through pointers.
///
/// There are always `slack` writable bytes behind the capacity, so that short copies may be done in whole steps
/// of 32 bytes. One of the few places with unsafe code: what is handed out stays valid until the next `reserve`.
package struct EncodingBuffer: ~Copyable {
  /// Bytes behind the capacity that may be read and written, too.
  package static let slack = 64

  package private(set) var base: UnsafeMutablePointer<UInt8>
  package var count: Int
  package private(set) var capacity: Int

  package init(capacity: Int = 0) {
    self.capacity = max(capacity, 192)
    base = .allocate(capacity: self.capacity + Self.slack)
    count = 0
  }

  deinit { base.deallocate() }

  /// Makes room for `additional` more bytes; the capacity at least doubles when it grows.
  package mutating func reserve(_ additional: Int) {
    if count + additional <= capacity { return }
    grow(to: max(count + additional, capacity * 2))
  }

  private mutating func grow(to newCapacity: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity + Self.slack)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = newCapacity
  }

  package mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    UnsafeMutableRawPointer(base + count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  package mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// Appends an integer in little-endian byte order.
  package mutating func appendInteger<Value: FixedWidthInteger>(_ value: Value) {
    reserve(MemoryLayout<Value>.size)
    UnsafeMutableRawPointer(base + count).storeBytes(of: value.littleEndian, as: Value.self)
    count += MemoryLayout<Value>.size
  }

  /// Appends an unsigned LEB128 number, as Thrift and Parquet's run headers use it.
  package mutating func appendVarint(_ value: UInt64) {
    reserve(10)
    var rest = value
    while rest >= 0x80 {
      base[count] = UInt8(truncatingIfNeeded: rest) | 0x80
      count += 1
      rest >>= 7
    }
    base[count] = UInt8(rest)
    count += 1
  }

  /// Forgets the content and, beyond `keeping` bytes of capacity, gives the memory back.
  package mutating func removeAll(keeping limit: Int = .max) {
    count = 0
    if capacity > limit {
      base.deallocate()
      capacity = max(limit, 192)
      base = .allocate(capacity: capacity + Self.slack)
    }
  }

  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }
}
