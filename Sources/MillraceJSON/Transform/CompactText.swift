internal import CMillraceSIMD

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

// Unsafe pointers here: values stand in padded buffers.

/// Copies the text of scanned values.
enum CompactText {
  /// Appends a value as it stands, or without white space where it has line feeds.
  static func appendOneLine(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, mayHoldLineFeeds: Bool, to area: ByteArea
  ) {
    if mayHoldLineFeeds && memchr(start, 0x0A, end - start) != nil {
      append(start, end, to: area)
    } else {
      area.append(padded: start, count: end - start)
    }
  }

  /// Appends a value without the white space between its tokens.
  static func append(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, to area: ByteArea) {
    area.reserve(end - start)
    var out = area.end
    var p = start
    while p < end {
      let token = p
      while p < end && p.pointee > 0x20 { p = p.pointee == 0x22 ? behindString(p + 1) : p + 1 }
      mr_copy_padded(out, token, p - token)
      out += p - token
      while p < end && p.pointee <= 0x20 { p += 1 }
    }
    area.count = out - area.base
  }

  private static func behindString(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var p = mr_string_stop(start)
    while p.pointee == 0x5C { p = mr_string_stop(p + 2) }
    return p + 1
  }
}
