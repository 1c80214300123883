import MillraceCompression

/// Builds gzip members with any header.
enum GzipMember {
  /// Compressed contents with a plain header of 10 bytes.
  static func plain(_ content: [UInt8]) throws -> [UInt8] { try deflateAll(content, format: .gzip) }

  /// - Parameters:
  ///   - extra, name, comment: optional fields; nil leaves one out.
  ///   - hasChecksum: whether the header ends with its own checksum.
  static func with(
    _ content: [UInt8], extra: [UInt8]? = nil, name: String? = nil, comment: String? = nil, hasChecksum: Bool = false
  ) throws -> [UInt8] {
    let plain = try plain(content)
    var header = Array(plain[..<10])
    header[3] =
      (hasChecksum ? 2 : 0) | (extra == nil ? 0 : 4) | (name == nil ? 0 : 8) | (comment == nil ? 0 : 16)
    if let extra { header += [UInt8(extra.count & 0xFF), UInt8(extra.count >> 8)] + extra }
    if let name { header += Array(name.utf8) + [0] }
    if let comment { header += Array(comment.utf8) + [0] }
    if hasChecksum {
      let checksum = header.withUnsafeBytes { crc32($0) }
      header += [UInt8(checksum & 0xFF), UInt8(checksum >> 8 & 0xFF)]
    }
    return header + plain[10...]
  }
}
