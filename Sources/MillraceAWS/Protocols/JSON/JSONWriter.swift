/// Writes a request in JSON, member by member, without white space.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  /// A value was written in the open container, so that the next one needs a comma.
  private var needsComma = false

  package init() {}

  /// - Parameter capacity: bytes that will be written, roughly.
  package init(reserving capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  /// Writes an object whose members `members` writes.
  package mutating func object<Failure: Error>(
    _ members: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    open(UInt8(ascii: "{"))
    try members(&self)
    close(UInt8(ascii: "}"))
  }

  /// Writes an array whose elements `elements` writes.
  package mutating func array<Failure: Error>(
    _ elements: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    open(UInt8(ascii: "["))
    try elements(&self)
    close(UInt8(ascii: "]"))
  }

  /// Writes the key of the member whose value is written next.
  package mutating func key(_ name: String) {
    separate()
    appendQuoted(name.utf8)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a string.
  package mutating func string(_ text: String) {
    separate()
    appendQuoted(text.utf8)
    needsComma = true
  }

  /// Writes a string whose text is given as UTF-8.
  package mutating func string(utf8 text: [UInt8]) {
    separate()
    appendQuoted(text)
    needsComma = true
  }

  /// Writes the base64 of bytes as a string.
  package mutating func base64(_ data: [UInt8]) {
    string(Base64.encode(data))
  }

  /// Writes what is a JSON value already: a number, `true`, `null`.
  package mutating func literal(_ text: String) {
    separate()
    bytes += text.utf8
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  /// Runs of plain text are copied at once: message bodies can be a mebibyte.
  private mutating func appendQuoted(_ text: some Collection<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    let copied: Void? = text.withContiguousStorageIfAvailable { appendEscaped($0) }
    if copied == nil { Array(text).withUnsafeBufferPointer { appendEscaped($0) } }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in text.indices {
      let byte = text[index]
      if byte >= 0x20 && byte != 0x22 && byte != 0x5C { continue }
      bytes += text[start..<index]
      start = index + 1
      appendEscape(byte)
    }
    bytes += text[start...]
  }

  private mutating func appendEscape(_ byte: UInt8) {
    bytes.append(0x5C)
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      bytes += "u00".utf8
      bytes.append(0x30 + byte >> 4)
      bytes.append(byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15)
    }
  }
}
