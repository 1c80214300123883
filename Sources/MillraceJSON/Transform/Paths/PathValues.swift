internal import CMillraceSIMD

// Unsafe pointers here: slots are read for each record.

/// The values of wanted paths in the record that a `PathReader` has read last.
struct PathValues: BitwiseCopyable {
  let slots: UnsafeMutablePointer<mr_json_slot>
  /// The number of the record.
  let record: UInt64

  /// The value at a slot; nil where the path leads nowhere.
  @inline(__always)
  func value(_ slot: Int) -> ByteValue? {
    guard slots[slot].record == record else { return nil }
    let kind = unsafeBitCast(slots[slot].kind, to: JSONKind.self)
    return ByteValue(kind: kind, start: slots[slot].start, end: slots[slot].end)
  }
}
