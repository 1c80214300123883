/// Bytes that come at the end and go at the beginning, with the padding that `CSVScanner` demands.
struct CSVBuffer: ~Copyable {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    base = .allocate(capacity: capacity + CSVScanner.padding)
    base.initialize(repeating: 0, count: capacity + CSVScanner.padding)
  }

  deinit { base.deallocate() }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    reserve(bytes.count)
    if let source = bytes.baseAddress {
      UnsafeMutableRawPointer(base + count).copyMemory(from: source, byteCount: bytes.count)
    }
    count += bytes.count
    base[count] = 0
  }

  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
    base[count] = 0
  }

  /// Drops bytes at the beginning.
  mutating func drop(_ gone: Int) {
    if gone > 0 && count > gone { base.update(from: base + gone, count: count - gone) }
    count -= gone
    base[count] = 0
  }

  private mutating func reserve(_ additional: Int) {
    guard count + additional > capacity else { return }
    capacity = max(capacity * 2, count + additional)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + CSVScanner.padding)
    larger.initialize(repeating: 0, count: capacity + CSVScanner.padding)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }
}
