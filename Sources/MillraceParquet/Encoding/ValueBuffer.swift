/// A growable array of trivial values that loops fill and read through pointers.
package struct ValueBuffer<Value: BitwiseCopyable>: ~Copyable {
  package private(set) var base: UnsafeMutablePointer<Value>
  package var count: Int
  package private(set) var capacity: Int

  package init(capacity: Int = 16) {
    self.capacity = max(capacity, 8)
    base = .allocate(capacity: self.capacity)
    count = 0
  }

  deinit { base.deallocate() }

  @inline(__always)
  package mutating func reserve(_ additional: Int) {
    if count + additional > capacity { grow(to: max(count + additional, capacity * 2)) }
  }

  @inline(never)
  private mutating func grow(to newCapacity: Int) {
    let larger = UnsafeMutablePointer<Value>.allocate(capacity: newCapacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = newCapacity
  }

  package mutating func append(_ value: Value) {
    reserve(1)
    base[count] = value
    count += 1
  }

  package mutating func append(_ values: UnsafeBufferPointer<Value>) {
    guard let source = values.baseAddress else { return }
    reserve(values.count)
    (base + count).update(from: source, count: values.count)
    count += values.count
  }

  package mutating func append(repeating value: Value, count repetitions: Int) {
    reserve(repetitions)
    (base + count).update(repeating: value, count: repetitions)
    count += repetitions
  }

  package var values: UnsafeBufferPointer<Value> { UnsafeBufferPointer(start: base, count: count) }

  /// Bytes of memory it holds.
  package var memorySize: Int { capacity * MemoryLayout<Value>.stride }
}
