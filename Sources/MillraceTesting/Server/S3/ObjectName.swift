/// An object's key: bytes, compared and ordered as such. Strings would take different spellings of a character for one.
struct ObjectName: Hashable, Comparable, Sendable {
  /// Bytes that a key may have.
  static let longest = 1024

  var bytes: [UInt8]

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  init(_ text: String) { bytes = Array(text.utf8) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  func hasPrefix(_ prefix: ObjectName) -> Bool { bytes.starts(with: prefix.bytes) }

  /// The first name after all that begin with this one; nil if there is none.
  var afterPrefixed: ObjectName? {
    var bytes = bytes
    while let last = bytes.popLast() {
      if last < 0xFF {
        bytes.append(last + 1)
        return ObjectName(bytes)
      }
    }
    return nil
  }

  static func < (left: ObjectName, right: ObjectName) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}
