internal import MillraceCompression

/// What the footer and the indexes say of what was written: pure functions from our records to the format's structures.
enum ParquetFormat {
  static let magic = Array("PAR1".utf8)

  static func rowGroup(_ group: WrittenRowGroup, ordinal: Int, _ schema: ParquetSchema) -> RowGroup {
    RowGroup(
      columns: zip(group.columns, schema.leaves).map { column, leaf in
        ColumnChunk(fileOffset: 0, metaData: metaData(column, leaf: leaf))
      },
      totalByteSize: Int64(group.columns.reduce(0) { $0 + $1.uncompressedSize }), numRows: Int64(group.rows),
      fileOffset: Int64(group.offset),
      totalCompressedSize: Int64(group.columns.reduce(0) { $0 + $1.compressedSize }), ordinal: Int16(exactly: ordinal))
  }

  private static func metaData(_ column: WrittenColumn, leaf: ParquetLeaf) -> ColumnMetaData {
    var valueEncodings: [Encoding] = column.dictionaryOffset == nil ? [] : [.plain]
    for page in column.pages where !valueEncodings.contains(page.encoding) { valueEncodings.append(page.encoding) }
    let hasLevels = leaf.maxDefinitionLevel + leaf.maxRepetitionLevel > 0
    return ColumnMetaData(
      type: leaf.physical, encodings: valueEncodings + (hasLevels ? [.rle] : []), pathInSchema: leaf.path,
      codec: column.codec.parquetCodec, numValues: Int64(column.pages.reduce(0) { $0 + $1.slots }),
      totalUncompressedSize: Int64(column.uncompressedSize), totalCompressedSize: Int64(column.compressedSize),
      dataPageOffset: Int64(column.dataOffset), dictionaryPageOffset: column.dictionaryOffset.map(Int64.init),
      statistics: column.statistics.thrift, encodingStats: encodingStats(column))
  }

  /// Tells readers whether a chunk is dictionary-encoded throughout.
  private static func encodingStats(_ column: WrittenColumn) -> [PageEncodingStats] {
    var stats: [PageEncodingStats] = []
    if column.dictionaryOffset != nil {
      stats.append(PageEncodingStats(pageType: .dictionaryPage, encoding: .plain, count: 1))
    }
    for encoding in [Encoding.plain, .rleDictionary, .deltaBinaryPacked, .deltaLengthByteArray] {
      let count = column.pages.count { $0.encoding == encoding }
      if count > 0 { stats.append(PageEncodingStats(pageType: .dataPage, encoding: encoding, count: Int32(count))) }
    }
    return stats
  }

  /// Nil where a page has values but no bounds (NaN only, or a cut maximum that cannot be rounded up): an index
  /// must bound every page.
  static func columnIndex(_ column: WrittenColumn, leaf: ParquetLeaf) -> ColumnIndex? {
    var index = ColumnIndex(nullPages: [], minValues: [], maxValues: [], boundaryOrder: .unordered, nullCounts: [])
    for page in column.pages {
      let isNull = page.statistics.nullCount == page.slots
      if !isNull && (page.statistics.minimum == nil || page.statistics.maximum == nil) { return nil }
      index.nullPages.append(isNull)
      index.minValues.append(page.statistics.minimum?.bytes ?? [])
      index.maxValues.append(page.statistics.maximum?.bytes ?? [])
      index.nullCounts?.append(Int64(page.statistics.nullCount))
    }
    return index
  }

  static func offsetIndex(_ column: WrittenColumn) -> OffsetIndex {
    OffsetIndex(
      pageLocations: column.pages.map { page in
        PageLocation(
          offset: Int64(column.dataOffset + page.offset), compressedPageSize: Int32(page.size),
          firstRowIndex: Int64(page.firstRow))
      })
  }
}

extension BlockCodec {
  var parquetCodec: CompressionCodec {
    switch self {
    case .none: .uncompressed
    case .snappy: .snappy
    case .gzip: .gzip
    case .zstd: .zstd
    }
  }
}
