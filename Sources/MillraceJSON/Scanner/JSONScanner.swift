/// Scans JSON values (RFC 8259, exactly) in a buffer, by pointers, without building anything.
///
/// The buffer must be followed by at least `padding` readable bytes, the first of which is a zero or, where line feeds are
/// no white space, a line feed: both end every token, so that no loop needs to compare with the end of the buffer. Bytes are
/// taken to be UTF-8 already: callers check whole buffers at once with `mr_utf8_valid_prefix`.
///
/// Each `scan…` function takes a pointer to the first byte of what it scans and returns the pointer behind it,
/// or nil after having noted what is wrong and where in `failure`.
public struct JSONScanner {
  /// Readable bytes that a buffer must have behind its end.
  public static let padding = 64
  /// The largest depth that `maximumDepth` may be set to; it keeps the recursion within a thread's stack.
  public static let deepest = 1_000

  /// Whether line feeds count as white space. False for NDJSON, where they end the record.
  public let allowsNewlines: Bool
  /// Containers may be nested this deep.
  public let maximumDepth: Int
  /// What was wrong, after a scan has returned nil.
  public var failure: Failure?

  /// A broken rule and the byte where it shows.
  public struct Failure {
    /// The rule that was broken.
    public var code: JSONError.Code
    /// The byte where it shows.
    public var position: UnsafePointer<UInt8>

    /// Notes a broken rule.
    @inlinable
    public init(code: JSONError.Code, position: UnsafePointer<UInt8>) {
      self.code = code
      self.position = position
    }
  }

  /// - Parameters:
  ///   - allowsNewlines: whether line feeds count as white space (not in NDJSON).
  ///   - maximumDepth: how deep containers may nest, at most `deepest`.
  public init(allowsNewlines: Bool, maximumDepth: Int = JSONScanner.deepest) {
    self.allowsNewlines = allowsNewlines
    self.maximumDepth = min(maximumDepth, JSONScanner.deepest)
  }

  /// Notes what is wrong; returns nil, for use in a return statement.
  @inline(never)
  public mutating func fail(_ code: JSONError.Code, _ position: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    failure = Failure(code: code, position: position)
    return nil
  }

  /// Fails with `code`, or with `unexpectedEnd` where the byte is the one that ends the buffer or line.
  @inline(never)
  public mutating func failUnlessEnd(
    _ code: JSONError.Code, _ position: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    let atEnd = position.pointee == (allowsNewlines ? 0 : 0x0A)
    return fail(atEnd ? .unexpectedEnd : code, position)
  }

  /// The first byte from `start` on that is not white space.
  @inlinable @inline(__always)
  public func skipSpace(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    if start.pointee > 0x20 { return start }
    return skipSpaceRun(start)
  }

  /// The same, for a byte that is no visible character.
  @inlinable
  public func skipSpaceRun(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
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
