/// A string of bytes as a place in a buffer that is known from elsewhere.
package struct ByteSpan: BitwiseCopyable, Sendable {
  package var offset: UInt32
  package var length: UInt32

  @inlinable
  package init(offset: UInt32, length: UInt32) {
    self.offset = offset
    self.length = length
  }
}
