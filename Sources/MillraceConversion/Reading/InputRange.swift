internal import MillraceCompression

/// A stretch of an input, read from its beginning to its end.
final class InputRange: ByteSource {
  let name: String
  private let bytes: any InputBytes
  private var offset: Int64 = 0
  private var end: Int64
  private let isSample: Bool

  /// Size of the whole input, in bytes.
  var size: Int64 { bytes.size }

  /// All of the bytes.
  ///
  /// - Parameter isSample: whether what is read will be read again.
  init(_ bytes: any InputBytes, name: String, isSample: Bool = false) {
    self.isSample = isSample
    self.bytes = bytes
    self.name = name
    end = bytes.size
  }

  /// Sets what `read` gives.
  func select(offset: Int64, length: Int64) {
    self.offset = offset
    end = offset + length
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let wanted = Int(min(Int64(buffer.count), end - offset))
    if wanted <= 0 { return 0 }
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
    let count = try isSample ? bytes.peek(into: room, at: offset) : bytes.read(into: room, at: offset)
    if count == 0 { throw InputFailure.shrunk(name, offset: offset, expected: end) }
    offset += Int64(count)
    return count
  }

  /// The beginning of the whole input, as far as there is room.
  func beginning(_ count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let room = UnsafeMutableRawBufferPointer(buffer)
      while filled < count {
        let read = try bytes.peek(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]), at: Int64(filled))
        if read == 0 { break }
        filled += read
      }
    }
  }

  /// Fills a window with the bytes at a place, as far as there are any; returns how many.
  func peek(into window: UnsafeMutableRawBufferPointer, at place: Int64) throws -> Int {
    var filled = 0
    while filled < window.count {
      let room = UnsafeMutableRawBufferPointer(rebasing: window[filled...])
      let count = try bytes.peek(into: room, at: place + Int64(filled))
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// The place behind the first line feed at or after `start`, or the end of the input.
  func endOfLine(from start: Int64) throws -> Int64 {
    var place = start
    let window = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { window.deallocate() }
    while place < size {
      let count = try bytes.peek(into: window, at: place)
      if count == 0 { return place }
      if let newline = window[..<count].firstIndex(of: 0x0A) { return place + Int64(newline) + 1 }
      place += Int64(count)
    }
    return size
  }
}
