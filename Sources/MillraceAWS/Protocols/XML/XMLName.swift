/// The name of an element as it stands in the document, compared without its namespace prefix.
package struct XMLName: Sendable {
  let bytes: ArraySlice<UInt8>

  /// - Parameter bytes: the name, perhaps with a prefix and a colon.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes.lastIndex(of: UInt8(ascii: ":")).map { bytes[($0 + 1)...] } ?? bytes
  }

  /// The name without prefix.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package static func == (name: XMLName, text: StaticString) -> Bool {
    name.bytes.count == text.utf8CodeUnitCount && name.bytes.elementsEqual(text.bytes)
  }

  package static func ~= (text: StaticString, name: XMLName) -> Bool { name == text }
}

extension StaticString {
  /// The UTF-8 bytes.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
