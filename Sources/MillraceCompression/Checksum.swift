import CISAL

/// Continues a CRC-32 as gzip, zlib and Parquet pages use it (reflected polynomial 0xEDB88320, complemented).
///
/// - Parameters:
///   - bytes: what to add to the checksum.
///   - crc: the checksum of what came before; 0 to begin.
package func crc32(_ bytes: UnsafeRawBufferPointer, continuing crc: UInt32 = 0) -> UInt32 {
  guard let base = bytes.baseAddress, !bytes.isEmpty else { return crc }
  return crc32_gzip_refl(crc, base.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
}
