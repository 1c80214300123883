internal import MillraceJSON

/// The key of a member that a ``JSONReader`` is at. Valid only while the reader is.
package struct JSONKey {
  // Unsafe: the bytes belong to the reader's buffer. Comparing them in place saves a string for every key of every answer.
  let bytes: UnsafeBufferPointer<UInt8>
  let isEscaped: Bool

  /// The key as text.
  package var text: String {
    guard isEscaped, let base = bytes.baseAddress else { return String(decoding: bytes, as: UTF8.self) }
    return String(unsafeUninitializedCapacity: bytes.count) { buffer in
      buffer.baseAddress.map { JSONString.unescape(base, count: bytes.count, into: $0) } ?? 0
    }
  }

  /// Compares with a name that needs no escapes.
  package static func ~= (name: StaticString, key: JSONKey) -> Bool {
    key.bytes.count == name.utf8CodeUnitCount && key.bytes.elementsEqual(name.bytes)
  }
}
