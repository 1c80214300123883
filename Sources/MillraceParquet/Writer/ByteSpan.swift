/// A string of bytes as a place in a buffer that is known from elsewhere.
public struct ByteSpan: BitwiseCopyable, Sendable {
  /// Where it begins.
  public var offset: UInt32
  /// Bytes.
  public var length: UInt32

  /// A place of `length` bytes from `offset` on.
  @inlinable
  public init(offset: UInt32, length: UInt32) {
    self.offset = offset
    self.length = length
  }
}
