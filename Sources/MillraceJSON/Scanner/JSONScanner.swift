/// Scans JSON values (RFC 8259, exactly) in a buffer, by pointers, without building anything.
///
/// The buffer must be followed by at least `padding` readable bytes, the first of which is a line feed
/// or a zero: both end every token, so that no loop needs to compare with the end of the buffer. Bytes are
/// taken to be UTF-8 already: callers check whole buffers at once with `mr_utf8_valid_prefix`.
///
/// Each `scan…` function takes a pointer to the first byte of what it scans and returns the pointer behind it,
/// or nil after having noted what is wrong and where in `failure`.
package struct JSONScanner {
  /// Readable bytes that a buffer must have behind its end.
  package static let padding = 64
  /// The largest depth that `maximumDepth` may be set to; it keeps the recursion within a thread's stack.
  package static let deepest = 1_000

  /// Whether line feeds count as white space. False for NDJSON, where they end the record.
  package let allowsNewlines: Bool
  /// Containers may be nested this deep.
  @usableFromInline let maximumDepth: Int
  /// What was wrong, after a scan has returned nil.
  package var failure: Failure?

  /// A broken rule and the byte where it shows.
  package struct Failure {
    package var code: JSONError.Code
    package var position: UnsafePointer<UInt8>

    @inlinable
    package init(code: JSONError.Code, position: UnsafePointer<UInt8>) {
      self.code = code
      self.position = position
    }
  }

  package init(allowsNewlines: Bool, maximumDepth: Int = JSONScanner.deepest) {
    self.allowsNewlines = allowsNewlines
    self.maximumDepth = min(maximumDepth, JSONScanner.deepest)
  }

  /// Notes what is wrong; returns nil, for use in a return statement.
  @inline(never) @usableFromInline
  package mutating func fail(_ code: JSONError.Code, _ position: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    failure = Failure(code: code, position: position)
    return nil
  }

  /// Fails with `code`, or with `unexpectedEnd` where the byte is the one that ends the buffer or line.
  @inline(never) @usableFromInline
  package mutating func failUnlessEnd(
    _ code: JSONError.Code, _ position: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    let atEnd = position.pointee == 0 || (position.pointee == 0x0A && !allowsNewlines)
    return fail(atEnd ? .unexpectedEnd : code, position)
  }

  /// The first byte from `start` on that is not white space.
  @inlinable @inline(__always)
  package func skipSpace(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    if start.pointee > 0x20 { return start }
    return skipSpaceRun(start)
  }

  @inlinable
  package func skipSpaceRun(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var p = start
    while true {
      switch p.pointee {
      case 0x20, 0x09, 0x0D: p += 1
      case 0x0A where allowsNewlines: p += 1
      default: return p
      }
    }
  }
}
