/// Bytes that are pulled, in order, until they end.
///
/// A source belongs to one thread at a time.
package protocol ByteSource: AnyObject {
  /// What the bytes come from, as it is shown to people: a path, a key, an address.
  var name: String { get }

  /// Fills the beginning of `buffer` with the next bytes and returns how many; 0 only at the end.
  ///
  /// It may give fewer bytes than there is room for. `buffer` must not be empty.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}
