package import MillraceCompression

/// Compresses page bodies and puts headers with sizes and CRCs before them. One for each thread.
package final class PageCompressor {
  let codec: BlockCodec
  private let compressor: BlockCompressor

  package init(codec: BlockCodec) throws {
    self.codec = codec
    compressor = try BlockCompressor(codec: codec)
  }

  /// Appends header and body of a page, compressed unless `isStored`; returns its size before compression, with the header.
  func appendPage(
    _ body: UnsafeRawBufferPointer, kind: PageHeader.Kind, isStored: Bool, to out: inout EncodingBuffer
  ) throws -> Int {
    guard body.count <= Self.longestBody else { throw ParquetWriteError.pageTooLarge(bytes: body.count) }
    if isStored { return store(body, kind: kind, in: &out) }
    // The header's length depends on the compressed size, which is known only afterwards: the body is compressed
    // behind room for the longest header and then moved up to it.
    let start = out.count
    out.reserve(Self.longestHeader + codec.maximumCompressedLength(body.count))
    let room = UnsafeMutableRawBufferPointer(
      start: out.base + start + Self.longestHeader, count: out.capacity - start - Self.longestHeader)
    let size = try compressor.compress(body, into: room)
    let compressed = UnsafeRawBufferPointer(start: room.baseAddress, count: size)
    let header = Self.header(kind, uncompressedSize: body.count, stored: compressed)
    out.append(header)
    UnsafeMutableRawPointer(out.base + out.count).copyMemory(
      from: out.base + start + Self.longestHeader, byteCount: size)
    out.count += size
    return header.count + body.count
  }

  private func store(_ body: UnsafeRawBufferPointer, kind: PageHeader.Kind, in out: inout EncodingBuffer) -> Int {
    let header = Self.header(kind, uncompressedSize: body.count, stored: body)
    out.append(header)
    out.append(body)
    return header.count + body.count
  }

  private static func header(
    _ kind: PageHeader.Kind, uncompressedSize: Int, stored: UnsafeRawBufferPointer
  ) -> [UInt8] {
    let header = PageHeader(
      kind: kind, uncompressedPageSize: Int32(uncompressedSize), compressedPageSize: Int32(stored.count),
      crc: crc32(stored))
    var writer = ThriftCompactWriter()
    header.encode(into: &writer)
    return writer.bytes
  }

  /// Page sizes are 32-bit numbers in Parquet; compressed ones may be a little larger.
  private static let longestBody = 1 << 30

  /// No page header without statistics is longer.
  private static let longestHeader = 128
}
