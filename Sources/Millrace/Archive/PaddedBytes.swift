internal import CMillraceSIMD
internal import MillraceJSON

/// A text in memory that may be read a little past its end, as vector instructions do. Unsafe pointers are kept in here: the
/// bodies of millions of messages pass through.
struct PaddedBytes: ~Copyable {
  private let start: UnsafePointer<UInt8>
  private let count: Int

  /// Lends a padded copy of a text, repaired where it is no UTF-8.
  static func with(_ bytes: [UInt8], _ body: (borrowing PaddedBytes) -> Void) {
    let isText = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { mr_utf8_valid_prefix($0, buffer.count) == buffer.count } ?? true
    }
    let bytes = isText ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + JSONScanner.padding) { buffer in
      guard let base = buffer.baseAddress else { return }
      _ = buffer.initialize(fromContentsOf: bytes)
      (base + bytes.count).initialize(repeating: 0, count: JSONScanner.padding)
      body(PaddedBytes(start: UnsafePointer(base), count: bytes.count))
    }
  }

  private init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  /// Whether the text is one JSON text (RFC 8259).
  var isJSON: Bool {
    do throws(JSONError) {
      try JSONDocument.validate(padded: start, count: count)
      return true
    } catch {
      return false
    }
  }

  /// Applies a transform to the text, which must be JSON.
  func apply(_ transformer: inout RecordTransformer, into area: ByteArea) -> TransformOutcome {
    transformer.apply(start, allowsNewlines: true, into: area)
  }

  /// Appends the text as it is, or with spaces in place of what would end a line.
  func append(to bytes: inout [UInt8], isOneLine: Bool) {
    let first = bytes.count
    bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    guard isOneLine, mr_count_newlines(start, count) > 0 || UnsafeBufferPointer(start: start, count: count).contains(13)
    else { return }
    for index in first..<bytes.count where bytes[index] == 10 || bytes[index] == 13 { bytes[index] = 32 }
  }

  /// Appends the text as a JSON string, quotes included: runs of plain characters as a whole.
  func appendQuoted(to bytes: inout [UInt8]) {
    bytes.append(0x22)
    let end = start + count
    var position = start
    while true {
      let stop = min(mr_string_stop(position), end)
      bytes.append(contentsOf: UnsafeBufferPointer(start: position, count: stop - position))
      if stop == end { break }
      Self.appendEscape(stop.pointee, to: &bytes)
      position = stop + 1
    }
    bytes.append(0x22)
  }

  private static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(0x5C)
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x08: bytes.append(0x62)
    case 0x09: bytes.append(0x74)
    case 0x0A: bytes.append(0x6E)
    case 0x0C: bytes.append(0x66)
    case 0x0D: bytes.append(0x72)
    default:
      let digit = byte & 15
      bytes += [0x75, 0x30, 0x30, 0x30 + byte >> 4, digit < 10 ? 0x30 + digit : 0x57 + digit]
    }
  }
}
