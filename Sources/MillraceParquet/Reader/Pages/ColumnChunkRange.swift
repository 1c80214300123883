/// Where the pages of a column chunk are in the file, checked against it.
struct ColumnChunkRange {
  let start: Int
  let end: Int

  init(of chunk: ColumnChunk, before footerOffset: Int) throws(ParquetError) {
    guard chunk.filePath == nil else {
      throw ParquetError(.unsupported, "its pages are in another file, \(chunk.filePath ?? ""), which is not read")
    }
    let meta = chunk.metaData
    // Some writers say 0 for "no dictionary".
    let dictionary = meta.dictionaryPageOffset.flatMap { $0 > 0 ? $0 : nil }
    let start = min(meta.dataPageOffset, dictionary ?? .max)
    // Row groups without rows may have no pages, and no place.
    if meta.numValues == 0, start < 4 {
      self.start = 4
      self.end = 4
      return
    }
    guard start >= 4, meta.totalCompressedSize >= 0, start <= footerOffset,
      meta.totalCompressedSize <= Int64(footerOffset) - start
    else {
      throw ParquetError(
        .malformed,
        "its \(meta.totalCompressedSize) bytes at byte \(start) are not within the \(footerOffset) before the footer")
    }
    self.start = Int(start)
    self.end = Int(start + meta.totalCompressedSize)
  }
}
