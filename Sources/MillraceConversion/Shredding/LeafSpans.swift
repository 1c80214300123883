internal import MillraceJSON
internal import MillraceParquet

/// The values of one leaf column within a batch of records: places in the buffer, in the order of the input.
///
/// A row without an entry has nothing at all there. Kept in raw memory by `ShredPlan`, which frees it.
struct LeafSpans: BitwiseCopyable {
  var spans: UnsafeMutablePointer<ByteSpan>
  var tags: UnsafeMutablePointer<ValueTag>
  var count = 0
  private var capacity: Int
  /// Bits of the kinds that have come since the batch began.
  var kinds: UInt16 = 0
  /// Whether an entry without a value has come since the batch began.
  var hasAbsent = false

  private static let firstCapacity = 32

  init() {
    capacity = Self.firstCapacity
    spans = .allocate(capacity: capacity)
    tags = .allocate(capacity: capacity)
  }

  @inline(__always)
  mutating func append(_ span: ByteSpan, _ tag: ValueTag) {
    if count == capacity { grow(to: capacity * 2) }
    appendReserved(span, tag)
    kinds |= 1 &<< UInt16(tag.kind)
  }

  /// Makes room for so many more entries.
  mutating func reserve(_ additional: Int) {
    if count + additional > capacity { grow(to: max(capacity * 2, count + additional)) }
  }

  /// Appends an entry for which there is room, and whose kind is noted apart from it.
  @inline(__always)
  mutating func appendReserved(_ span: ByteSpan, _ tag: ValueTag) {
    spans[count] = span
    tags[count] = tag
    count &+= 1
  }

  /// Notes that there are entries of a kind.
  mutating func note(_ kind: JSONKind) { kinds |= kind.bit }

  @inline(__always)
  mutating func appendAbsent(row: UInt32, definitionLevel: UInt8, repetitionLevel: UInt8) {
    append(
      ByteSpan(offset: 0, length: 0),
      ValueTag(
        row: row, kind: JSONKind.null.rawValue, definitionLevel: definitionLevel,
        repetitionLevel: repetitionLevel, isPresent: false))
    hasAbsent = true
  }

  @inline(never)
  private mutating func grow(to newCapacity: Int) {
    let newSpans = UnsafeMutablePointer<ByteSpan>.allocate(capacity: newCapacity)
    let newTags = UnsafeMutablePointer<ValueTag>.allocate(capacity: newCapacity)
    newSpans.update(from: spans, count: count)
    newTags.update(from: tags, count: count)
    free()
    (spans, tags, capacity) = (newSpans, newTags, newCapacity)
  }

  /// Takes back the entries of a row, which is the last one.
  mutating func drop(row: UInt32) {
    while count > 0 && tags[count - 1].row == row { count -= 1 }
  }

  mutating func removeAll() {
    count = 0
    kinds = 0
    hasAbsent = false
  }

  func free() {
    spans.deallocate()
    tags.deallocate()
  }

  var memorySize: Int { capacity * (MemoryLayout<ByteSpan>.stride + MemoryLayout<ValueTag>.stride) }
}
