/// The bytes of an input, which can be read at any place by several threads at a time.
package protocol InputBytes: AnyObject, Sendable {
  /// In bytes, as stored.
  var size: Int64 { get }

  /// Fills the beginning of `buffer` with the bytes at a place and returns how many; 0 only at the end. May give fewer
  /// bytes than there is room for. Blocks.
  ///
  /// A conversion reads each byte once in this way, in stretches that ascend: what has been read may be forgotten.
  ///
  /// - Throws: `InputFailure`.
  func read(into buffer: UnsafeMutableRawBufferPointer, at place: Int64) throws(InputFailure) -> Int

  /// As `read(into:at:)`, for bytes that will be read again.
  func peek(into buffer: UnsafeMutableRawBufferPointer, at place: Int64) throws(InputFailure) -> Int
}
