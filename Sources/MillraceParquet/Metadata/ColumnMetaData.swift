/// What is known of a column chunk. Offsets are in bytes from the start of the file.
package struct ColumnMetaData: Sendable, Equatable {
  package var type: PhysicalType
  /// Every encoding used, for values and for levels; those that this version does not know are left out.
  package var encodings: [Encoding]
  package var pathInSchema: [String]
  package var codec: CompressionCodec
  /// Values, nulls and empty lists included: the number of levels.
  package var numValues: Int64
  /// Bytes of all pages before compression, headers included.
  package var totalUncompressedSize: Int64
  /// Bytes of all pages as stored, headers included.
  package var totalCompressedSize: Int64
  package var keyValueMetadata: [KeyValue]?
  package var dataPageOffset: Int64
  package var indexPageOffset: Int64?
  package var dictionaryPageOffset: Int64?
  package var statistics: Statistics?
  package var encodingStats: [PageEncodingStats]?
  package var bloomFilterOffset: Int64?
  package var bloomFilterLength: Int32?
  package var sizeStatistics: SizeStatistics?

  package init(
    type: PhysicalType,
    encodings: [Encoding],
    pathInSchema: [String],
    codec: CompressionCodec,
    numValues: Int64,
    totalUncompressedSize: Int64,
    totalCompressedSize: Int64,
    keyValueMetadata: [KeyValue]? = nil,
    dataPageOffset: Int64,
    indexPageOffset: Int64? = nil,
    dictionaryPageOffset: Int64? = nil,
    statistics: Statistics? = nil,
    encodingStats: [PageEncodingStats]? = nil,
    bloomFilterOffset: Int64? = nil,
    bloomFilterLength: Int32? = nil,
    sizeStatistics: SizeStatistics? = nil
  ) {
    self.type = type
    self.encodings = encodings
    self.pathInSchema = pathInSchema
    self.codec = codec
    self.numValues = numValues
    self.totalUncompressedSize = totalUncompressedSize
    self.totalCompressedSize = totalCompressedSize
    self.keyValueMetadata = keyValueMetadata
    self.dataPageOffset = dataPageOffset
    self.indexPageOffset = indexPageOffset
    self.dictionaryPageOffset = dictionaryPageOffset
    self.statistics = statistics
    self.encodingStats = encodingStats
    self.bloomFilterOffset = bloomFilterOffset
    self.bloomFilterLength = bloomFilterLength
    self.sizeStatistics = sizeStatistics
  }
}

extension ColumnMetaData: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(type.rawValue, field: 1)
      writer.write(encodings.map(\.rawValue), field: 2)
      writer.write(pathInSchema, field: 3)
      writer.write(codec.rawValue, field: 4)
      writer.write(numValues, field: 5)
      writer.write(totalUncompressedSize, field: 6)
      writer.write(totalCompressedSize, field: 7)
      writer.write(keyValueMetadata, field: 8)
      writer.write(dataPageOffset, field: 9)
      writer.write(indexPageOffset, field: 10)
      writer.write(dictionaryPageOffset, field: 11)
      writer.write(statistics, field: 12)
      writer.write(encodingStats, field: 13)
      writer.write(bloomFilterOffset, field: 14)
      writer.write(bloomFilterLength, field: 15)
      writer.write(sizeStatistics, field: 16)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var type: PhysicalType?
    var encodings: [Encoding]?
    var pathInSchema: [String]?
    var codec: CompressionCodec?
    var numValues: Int64?
    var totalUncompressedSize: Int64?
    var totalCompressedSize: Int64?
    var keyValueMetadata: [KeyValue]?
    var dataPageOffset: Int64?
    var indexPageOffset: Int64?
    var dictionaryPageOffset: Int64?
    var statistics: Statistics?
    var encodingStats: [PageEncodingStats]?
    var bloomFilterOffset: Int64?
    var bloomFilterLength: Int32?
    var sizeStatistics: SizeStatistics?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: type = PhysicalType(rawValue: try reader.readInt32(field))
      case 2: encodings = try reader.readInt32List(field).compactMap(Encoding.init(rawValue:))
      case 3: pathInSchema = try reader.readStringList(field)
      case 4: codec = CompressionCodec(rawValue: try reader.readInt32(field))
      case 5: numValues = try reader.readInt64(field)
      case 6: totalUncompressedSize = try reader.readInt64(field)
      case 7: totalCompressedSize = try reader.readInt64(field)
      case 8: keyValueMetadata = try reader.readList(field)
      case 9: dataPageOffset = try reader.readInt64(field)
      case 10: indexPageOffset = try reader.readInt64(field)
      case 11: dictionaryPageOffset = try reader.readInt64(field)
      case 12: statistics = try reader.read(field)
      case 13: encodingStats = try reader.readList(field)
      case 14: bloomFilterOffset = try reader.readInt64(field)
      case 15: bloomFilterLength = try reader.readInt32(field)
      case 16: sizeStatistics = try reader.read(field)
      default: try reader.skip(field)
      }
    }
    guard let type, let encodings, let pathInSchema, let codec, let numValues, let totalUncompressedSize,
      let totalCompressedSize, let dataPageOffset
    else {
      throw reader.missing("a required field of ColumnMetaData")
    }
    self.init(
      type: type, encodings: encodings, pathInSchema: pathInSchema, codec: codec, numValues: numValues,
      totalUncompressedSize: totalUncompressedSize, totalCompressedSize: totalCompressedSize,
      keyValueMetadata: keyValueMetadata, dataPageOffset: dataPageOffset, indexPageOffset: indexPageOffset,
      dictionaryPageOffset: dictionaryPageOffset, statistics: statistics, encodingStats: encodingStats,
      bloomFilterOffset: bloomFilterOffset, bloomFilterLength: bloomFilterLength, sizeStatistics: sizeStatistics)
  }
}
