import CISAL

/// Reads the pages of a column chunk one after another, without decompressing them.
struct StoredPageReader {
  /// Enough for a header with short statistics.
  private static let firstHeaderBytes = 1 << 12
  /// The largest header: bounds in its statistics may be long.
  private static let maximumHeaderBytes = 64 << 20

  private let file: ParquetFile
  private let range: ColumnChunkRange
  /// Of the next page, in bytes from the start of the file.
  private(set) var offset: Int

  init(file: ParquetFile, chunk: ColumnChunk) throws(ParquetError) {
    self.file = file
    self.range = try ColumnChunkRange(of: chunk, before: file.footerOffset)
    self.offset = range.start
  }

  var isAtEnd: Bool { offset >= range.end }

  /// The next page. Nil at the end of the chunk.
  mutating func next() throws(ParquetError) -> StoredPage? {
    let start = offset
    guard let (header, headerSize) = try nextHeader() else { return nil }
    do throws(ParquetError) {
      let body = try file.bytes.read(at: start + headerSize, count: Int(header.compressedPageSize))
      let page = StoredPage(header: header, offset: start, headerSize: headerSize, body: body)
      if file.options.verifiesChecksums { try Self.verifyChecksum(of: page) }
      return page
    } catch {
      throw error.at("page at byte \(start)")
    }
  }

  /// The header of the next page, and its size in bytes; the page itself is passed over. Nil at the end of the chunk.
  mutating func nextHeader() throws(ParquetError) -> (header: PageHeader, size: Int)? {
    guard !isAtEnd else { return nil }
    do throws(ParquetError) {
      let (header, size) = try readHeader()
      try check(header, size)
      offset += size + Int(header.compressedPageSize)
      return (header, size)
    } catch {
      throw error.at("page at byte \(offset)")
    }
  }

  /// Decodes the header at `offset`, reading on while it turns out to be longer than was read.
  private func readHeader() throws(ParquetError) -> (header: PageHeader, size: Int) {
    let most = min(range.end - offset, Self.maximumHeaderBytes)
    var count = min(Self.firstHeaderBytes, most)
    while true {
      var reader = ThriftCompactReader(try file.bytes.read(at: offset, count: count))
      do throws(ParquetError) {
        return (try PageHeader(from: &reader), reader.position)
      } catch {
        guard count < most else { throw error }
        count = min(count * 16, most)
      }
    }
  }

  private func check(_ header: PageHeader, _ headerSize: Int) throws(ParquetError) {
    let limit = file.options.maximumPageBytes
    guard header.compressedPageSize >= 0, Int(header.compressedPageSize) <= range.end - offset - headerSize else {
      throw ParquetError(
        .malformed, "it claims \(header.compressedPageSize) bytes, more than its column chunk has")
    }
    guard header.uncompressedPageSize >= 0 else {
      throw ParquetError(.malformed, "it claims \(header.uncompressedPageSize) bytes after decompression")
    }
    guard max(header.compressedPageSize, header.uncompressedPageSize) <= limit else {
      throw ParquetError(
        .unsupported, "it has \(header.uncompressedPageSize) bytes after decompression, over the limit of \(limit)")
    }
  }

  private static func verifyChecksum(of page: StoredPage) throws(ParquetError) {
    guard let expected = page.header.crc else { return }
    let actual = page.body.withUnsafeBufferPointer { crc32_gzip_refl(0, $0.baseAddress, UInt64($0.count)) }
    guard actual == expected else {
      throw ParquetError(
        .checksum,
        "its checksum is \(String(actual, radix: 16)) where \(String(expected, radix: 16)) was recorded: "
          + "the file is damaged; get it from its source again")
    }
  }
}
