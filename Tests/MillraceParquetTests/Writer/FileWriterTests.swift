import MillraceCompression
import MillraceParquet
import Testing

/// Files of several row groups, columns that join late, and levels of every shape.
@Suite struct FileWriterTests {
  private func group(_ fields: [SchemaNode], rows: Int, _ compressor: PageCompressor) throws -> EncodedRowGroup {
    let chunks = try ParquetSchema(fields: fields).leaves.map { leaf in
      let writer = ColumnChunkWriter.make(for: leaf, compressor: compressor)
      writer.appendAbsent(count: rows)
      try writer.endBatch(rows: rows)
      return try writer.finish(rows: rows)
    }
    return EncodedRowGroup(rows: rows, fields: fields, chunks: chunks)
  }

  @Test func columnsJoinLate() throws {
    let compressor = try PageCompressor(codec: .zstd)
    let sink = ArraySink()
    let writer = try ParquetFileWriter(sink: sink, compressor: compressor)
    let nested = SchemaNode.list(
      "c", element: .structure("element", [.int64("x"), .map("y", value: .double("value"))]))
    for fields in [[.string("a")], [.int64("b"), .string("a")], [nested], [.string("a"), nested, .uuid("d")]] {
      try writer.append(try group(fields, rows: 3, compressor))
    }
    try writer.finish(metadata: [], createdBy: "a test")
    let file = try ParquetFile(bytes: ByteArrayFile(sink.bytes))
    #expect(ParquetVerifier.verify(file).findings.isEmpty)
    #expect(file.schema.fields.map(\.name) == ["a", "b", "c", "d"])
    #expect(try file.rows() == Array(repeating: "{\"a\":null,\"b\":null,\"c\":null,\"d\":null}", count: 12))
  }

  @Test func nothingAtAll() throws {
    let sink = ArraySink()
    let writer = try ParquetFileWriter(sink: sink, compressor: try PageCompressor(codec: .none), fields: [.string("a")])
    try writer.finish(metadata: [("k", "v"), ("k2", "")], createdBy: "a test")
    let file = try ParquetFile(bytes: ByteArrayFile(sink.bytes))
    #expect(ParquetVerifier.verify(file).findings.isEmpty)
    #expect(file.metadata.keyValueMetadata?.map(\.key) == ["k", "k2"])
    #expect(try file.rows().isEmpty)
  }

  /// All pairs of levels of lists of lists, in runs of every length.
  @Test(arguments: 1...40)
  func levelsOfEveryShape(seed: Int) throws {
    let field = SchemaNode.list("l", element: .list("element", element: .int32("element")))
    let compressor = try PageCompressor(codec: .snappy)
    let leaf = ParquetSchema(fields: [field]).leaves[0]
    let writer = ColumnChunkWriter.make(for: leaf, compressor: compressor)
    var definition: [UInt16] = []
    var repetition: [UInt16] = []
    var values: [Int32] = []
    var rows = 0
    var state = seed
    for step in 0..<300 {
      state = (state &* 1_103_515_245 &+ 12_345) & 0x7FFF_FFFF
      let run = 1 + (state >> 8) % (seed % 3 == 0 ? 40 : 5)
      for index in 0..<run {
        // Only an element may follow another one within a list: what is null or empty stands alone.
        let isNew = definition.isEmpty || (state >> 4) % 3 == 0 || (definition.last ?? 0) < 2
        let level = UInt16(isNew ? 0 : 1 + (state >> 16) % 2)
        let isDeep = level == 2 && (definition.last ?? 0) < 4
        let defined = level == 0 ? UInt16((state >> 18) % 6) : UInt16(isDeep || level == 1 ? 5 : 4 + (state >> 19) % 2)
        if level == 0 { rows += 1 }
        let repeated = isDeep ? 1 : level
        definition.append(defined)
        repetition.append(repeated)
        writer.appendLevels(definition: UInt8(defined), repetition: UInt8(repeated), count: 1)
        if defined == 5 { values.append(Int32(step * 50 + index)) }
      }
    }
    values.withUnsafeBufferPointer { (writer as? Int32ColumnWriter)?.appendValues($0) }
    try writer.endBatch(rows: rows)
    let sink = ArraySink()
    let output = try ParquetFileWriter(sink: sink, compressor: compressor)
    try output.append(EncodedRowGroup(rows: rows, fields: [field], chunks: [try writer.finish(rows: rows)]))
    try output.finish(metadata: [], createdBy: "a test")
    let file = try ParquetFile(bytes: ByteArrayFile(sink.bytes))
    #expect(ParquetVerifier.verify(file).findings.isEmpty)
    let contents = try file.readColumn(rowGroup: 0, leaf: file.schema.leaves[0])
    #expect(contents.definitionLevels == definition)
    #expect(contents.repetitionLevels == repetition)
    #expect(contents.values == .int32(values))
  }
}
