internal import MillraceCompression
internal import MillraceConversion

/// An input that is read from its first byte to its last.
final class InputByteSource: ByteSource {
  let name: String
  private let input: any InputBytes
  private var position: Int64 = 0

  init(_ input: any InputBytes, name: String) {
    self.input = input
    self.name = name
  }

  /// - Throws: `InputFailure`.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try input.read(into: buffer, at: position)
    position += Int64(count)
    return count
  }
}
