package import NIOCore

/// Writes a request in JSON, member by member, without white space.
package struct JSONWriter {
  /// What is written so far.
  package private(set) var buffer: ByteBuffer
  /// A value was written in the open container, so that the next one needs a comma.
  private var needsComma = false

  package init() { self.init(reserving: 0) }

  /// - Parameter capacity: bytes that will be written, roughly.
  package init(reserving capacity: Int) {
    buffer = ByteBuffer()
    buffer.reserveCapacity(capacity)
  }

  /// What is written so far, copied.
  package var bytes: [UInt8] { Array(buffer.readableBytesView) }

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
    var name = name
    name.withUTF8 { append($0, isKey: true) }
  }

  /// Writes a string.
  package mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Writes a string whose text is given as UTF-8.
  package mutating func string(utf8 text: [UInt8]) {
    text.withUnsafeBufferPointer { append($0) }
  }

  /// Writes the base64 of bytes as a string.
  package mutating func base64(_ data: [UInt8]) {
    string(Base64.encode(data))
  }

  /// Writes what is a JSON value already: a number, `true`, `null`.
  package mutating func literal(_ text: String) {
    separate()
    buffer.writeString(text)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { buffer.writeInteger(UInt8(ascii: ",")) }
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    buffer.writeInteger(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    buffer.writeInteger(bracket)
    needsComma = true
  }

  // MARK: Strings

  // Unsafe: message bodies can be a mebibyte, and are written into the buffer's own memory. Room for all of it is made first.

  /// Writes a string with what stands around it: a comma before it where one is due, a colon behind it where it is a key.
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>, isKey: Bool = false) {
    var escaped = 0
    for index in text.indices { escaped &+= JSONWriter.isPlain(text[index]) ? 0 : 1 }
    let separates = needsComma
    buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: text.count + escaped * 5 + 4) { memory in
      guard let out = memory.bindMemory(to: UInt8.self).baseAddress else { return 0 }
      var end = out
      if separates { JSONWriter.put(UInt8(ascii: ","), to: &end) }
      JSONWriter.put(UInt8(ascii: "\""), to: &end)
      if escaped == 0, let start = text.baseAddress {
        end.update(from: start, count: text.count)
        end += text.count
      } else {
        for byte in text { JSONWriter.write(byte, to: &end) }
      }
      JSONWriter.put(UInt8(ascii: "\""), to: &end)
      if isKey { JSONWriter.put(UInt8(ascii: ":"), to: &end) }
      return end - out
    }
    needsComma = !isKey
  }

  private static func put(_ byte: UInt8, to end: inout UnsafeMutablePointer<UInt8>) {
    end.pointee = byte
    end += 1
  }

  private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x22 && byte != 0x5C }

  private static func write(_ byte: UInt8, to end: inout UnsafeMutablePointer<UInt8>) {
    if isPlain(byte) { return put(byte, to: &end) }
    end[0] = UInt8(ascii: "\\")
    end[1] = shortEscape(byte)
    end += 2
    if end[-1] != UInt8(ascii: "u") { return }
    end[0] = UInt8(ascii: "0")
    end[1] = UInt8(ascii: "0")
    end[2] = 0x30 + byte >> 4
    end[3] = byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15
    end += 4
  }

  /// What stands behind the backslash.
  private static func shortEscape(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x22, 0x5C: byte
    case 0x0A: UInt8(ascii: "n")
    case 0x0D: UInt8(ascii: "r")
    case 0x09: UInt8(ascii: "t")
    default: UInt8(ascii: "u")
    }
  }
}
