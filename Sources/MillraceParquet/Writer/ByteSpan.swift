/// A string of bytes as a place in a buffer that is known from elsewhere.
public struct ByteSpan: BitwiseCopyable, Sendable {
  public var offset: UInt32
  public var length: UInt32

  @inlinable
  public init(offset: UInt32, length: UInt32) {
    self.offset = offset
    self.length = length
  }
}
