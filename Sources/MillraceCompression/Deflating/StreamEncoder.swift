/// Turns plain bytes into a compressed stream.
protocol StreamEncoder: AnyObject {
  /// Encodes all of `input` and gives what comes out to `write`, in pieces. `isLast` ends the stream.
  func encode(
    _ input: UnsafeRawBufferPointer, isLast: Bool, write: (UnsafeRawBufferPointer) throws -> Void
  ) throws
}
