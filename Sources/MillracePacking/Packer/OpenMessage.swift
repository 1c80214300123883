internal import MillraceJSON

/// The message that is being filled.
struct OpenMessage {
  /// Its records, as they will be sent.
  let area = ByteArea(capacity: 64 << 10)
  let layout: MessageLayout
  var recordCount = 0
  var firstRecord = 0
  /// The JSON text of the group that the records share.
  var group: [UInt8] = []

  init(layout: MessageLayout) { self.layout = layout }

  /// Bytes that a record takes beside its own where it is alone, before it and behind it.
  var prefix: Int { layout == .array ? 1 : 0 }
  var suffix: Int { layout == .array ? 1 : 0 }

  /// Writes what stands before the next record.
  func beginRecord() {
    switch layout {
    case .ndjson, .single: if recordCount > 0 { area.append(0x0A) }
    case .array: area.append(recordCount > 0 ? UInt8(ascii: ",") : UInt8(ascii: "["))
    }
  }

  /// The body, made of the first `count` bytes.
  func body(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count + suffix) { buffer, written in
      _ = buffer.update(fromContentsOf: area.bytes[..<count])
      if layout == .array { buffer[count] = UInt8(ascii: "]") }
      written = count + suffix
    }
  }

  /// Gives up all bytes before `place`, where a record begins that is then alone.
  mutating func restart(at place: Int) {
    let length = area.count - place
    (area.base + prefix).update(from: area.base + place, count: length)
    if layout == .array { area.base[0] = UInt8(ascii: "[") }
    area.count = prefix + length
    recordCount = 0
  }
}
