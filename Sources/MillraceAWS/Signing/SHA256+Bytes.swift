internal import Crypto
internal import NIOCore

extension SHA256 {
  /// Of no bytes at all, in hexadecimal digits.
  static let ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return Hexadecimal.encode(hash.finalize())
  }

  static func hexadecimal(_ buffer: ByteBuffer) -> String {
    if buffer.readableBytes == 0 { return ofNothing }
    var hash = SHA256()
    buffer.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
    return Hexadecimal.encode(hash.finalize())
  }
}
