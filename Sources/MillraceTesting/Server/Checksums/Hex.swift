internal import Crypto

// Digests give their bytes without a copy only as Foundation's ContiguousBytes.
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Bytes as lower-case hexadecimal digits.
enum Hex {
  static func encode(_ bytes: some Sequence<UInt8>) -> String { Array(bytes).withUnsafeBytes(encode) }

  static func encode(_ digest: some Digest) -> String { digest.withUnsafeBytes(encode) }

  static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
    String(unsafeUninitializedCapacity: bytes.count * 2) { text in
      for (index, byte) in bytes.enumerated() {
        text[index * 2] = digit(byte >> 4)
        text[index * 2 + 1] = digit(byte & 15)
      }
      return bytes.count * 2
    }
  }

  static func append(_ bytes: some Sequence<UInt8>, to output: inout [UInt8]) {
    for byte in bytes {
      output.append(digit(byte >> 4))
      output.append(digit(byte & 15))
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
