internal import MillraceCompression
package import NIOCore

/// The cyclic checksums that S3 knows, over bytes as they come.
package struct CyclicChecksum: Sendable {
  package enum Algorithm: String, Sendable, CaseIterable {
    case crc32
    /// Castagnoli.
    case crc32c
    case crc64nvme

    /// `x-amz-checksum-crc32`
    package var header: String { "x-amz-checksum-\(rawValue)" }
  }

  private static let castagnoli = CRCTable<UInt32>(polynomial: 0x82F6_3B78)
  private static let nvme = CRCTable<UInt64>(polynomial: 0x9A6C_9329_AC4B_C9B5)

  package let algorithm: Algorithm
  private var value: UInt64 = 0

  package init(_ algorithm: Algorithm) { self.algorithm = algorithm }

  package mutating func update(_ buffer: ByteBuffer) {
    buffer.withUnsafeReadableBytes { update($0) }
  }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    switch algorithm {
    case .crc32: value = UInt64(crc32(bytes, continuing: UInt32(value)))
    case .crc32c: value = UInt64(CyclicChecksum.castagnoli.update(UInt32(value), bytes))
    case .crc64nvme: value = CyclicChecksum.nvme.update(value, bytes)
    }
  }

  /// Base64 of the checksum, most significant byte first, as S3's headers have it.
  package var text: String {
    if algorithm == .crc64nvme { return Base64.encode(withUnsafeBytes(of: value.bigEndian) { Array($0) }) }
    return Base64.encode(withUnsafeBytes(of: UInt32(value).bigEndian) { Array($0) })
  }
}
