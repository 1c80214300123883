import MillraceCompression
import MillraceParquet
import Testing

/// Keeps a file in memory.
final class ArraySink: ByteSink {
  private(set) var bytes: [UInt8] = []

  func write(_ added: UnsafeRawBufferPointer) { bytes += added }
}

/// A file of one optional column that our writer has made, read back and verified.
struct WrittenColumn {
  let file: ParquetFile
  let contents: ColumnContents
  var metadata: ColumnMetaData { file.metadata.rowGroups[0].columns[0].metaData }

  /// - Parameters:
  ///   - slots: one a row; nil is null. Batches end after each `batch` rows.
  ///   - append: gives the values of a batch to the writer.
  init<Value>(
    _ field: SchemaNode, _ slots: [Value?], codec: BlockCodec = .snappy, batch: Int = 1_000,
    sourceLocation: SourceLocation = #_sourceLocation, append: (ColumnChunkWriter, [Value]) -> Void
  ) throws {
    let compressor = try PageCompressor(codec: codec)
    let leaf = ParquetSchema(fields: [field]).leaves[0]
    let writer = ColumnChunkWriter.make(for: leaf, compressor: compressor)
    var row = 0
    while row < slots.count {
      let end = min(row + batch, slots.count)
      append(writer, slots[row..<end].compactMap { $0 })
      for slot in slots[row..<end] {
        if slot == nil { writer.appendAbsent(count: 1) } else { writer.appendPresent(count: 1) }
      }
      try writer.endBatch(rows: end)
      row = end
    }
    let group = EncodedRowGroup(rows: slots.count, fields: [field], chunks: [try writer.finish(rows: slots.count)])
    let sink = ArraySink()
    let output = try ParquetFileWriter(sink: sink, compressor: compressor, fields: [field])
    try output.append(group)
    try output.finish(metadata: [("key", "value")], createdBy: "a test")
    file = try ParquetFile(bytes: ByteArrayFile(sink.bytes))
    let findings = ParquetVerifier.verify(file).findings
    #expect(findings.isEmpty, sourceLocation: sourceLocation)
    contents = try file.readColumn(rowGroup: 0, leaf: file.schema.leaves[0])
    let levels = slots.map { $0 == nil ? UInt16(0) : 1 }
    #expect(contents.definitionLevels == levels, sourceLocation: sourceLocation)
  }
}

extension WrittenColumn {
  static func integers64(_ slots: [Int64?], field: SchemaNode = .int64("n"), codec: BlockCodec = .snappy) throws
    -> WrittenColumn
  {
    let column = try WrittenColumn(field, slots, codec: codec) { writer, values in
      values.withUnsafeBufferPointer { (writer as? Int64ColumnWriter)?.appendValues($0) }
    }
    #expect(column.contents.values == .int64(slots.compactMap { $0 }))
    return column
  }

  static func integers32(_ slots: [Int32?], field: SchemaNode = .int32("n")) throws -> WrittenColumn {
    let column = try WrittenColumn(field, slots) { writer, values in
      values.withUnsafeBufferPointer { (writer as? Int32ColumnWriter)?.appendValues($0) }
    }
    #expect(column.contents.values == .int32(slots.compactMap { $0 }))
    return column
  }

  static func doubles(_ slots: [Double?]) throws -> WrittenColumn {
    let column = try WrittenColumn(.double("n"), slots) { writer, values in
      values.withUnsafeBufferPointer { (writer as? DoubleColumnWriter)?.appendValues($0) }
    }
    guard case .double(let values) = column.contents.values else { return column }
    #expect(values.map(\.bitPattern) == slots.compactMap { $0?.bitPattern })
    return column
  }

  static func strings(_ slots: [[UInt8]?], codec: BlockCodec = .snappy, batch: Int = 1_000) throws -> WrittenColumn {
    let column = try WrittenColumn(.string("s"), slots, codec: codec, batch: batch) { writer, values in
      var spans: [ByteSpan] = []
      var bytes: [UInt8] = []
      for value in values {
        spans.append(ByteSpan(offset: UInt32(bytes.count), length: UInt32(value.count)))
        bytes += value
      }
      bytes += [UInt8](repeating: 0xFF, count: 64)
      bytes.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        (writer as? ByteArrayColumnWriter)?.appendValues(base, spans, count: spans.count)
      }
    }
    #expect(column.contents.values == .bytes(ByteArrayValues(slots.compactMap { $0 })))
    return column
  }
}
