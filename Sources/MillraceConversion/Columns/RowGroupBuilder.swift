internal import MillraceCompression
internal import MillraceJSON
internal import MillraceParquet

/// Turns batches of shredded records into the column chunks of one row group.
///
/// A column that a batch does not mention costs nothing: it is told of the missing rows when it next has a value. Not
/// thread-safe: each worker has its own.
final class RowGroupBuilder {
  private let compressor: PageCompressor
  private let fieldsAlwaysThere: Bool
  private let readsText: Bool
  private var leaves: [ParquetLeaf] = []
  private var writers: [ColumnChunkWriter] = []
  /// Rows that each writer knows of.
  private var rowsTold: [Int] = []
  private var fields: [SchemaNode] = []
  private var rescued: (writer: ByteArrayColumnWriter, rowsTold: Int)?
  private var converter = ValueConverter()
  /// Keys without a column, and what their values are.
  private var unknownColumns = SampleReader(allowsNewlines: true)
  /// Rows so far.
  private(set) var rows = 0
  /// Values that went to `_rescued`.
  private var rescuedValues = 0

  /// - Parameters:
  ///   - keepsRescued: whether the column `_rescued` is there even when nothing needs it.
  ///   - readsText: whether values are text as such, not JSON.
  init(compressor: PageCompressor, keepsRescued: Bool, readsText: Bool) {
    self.compressor = compressor
    self.readsText = readsText
    fieldsAlwaysThere = keepsRescued
    if keepsRescued { rescued = makeRescued() }
  }

  /// Bytes of memory held, compressed pages included.
  var memorySize: Int {
    writers.reduce(converter.memorySize + (rescued?.writer.memorySize ?? 0)) { $0 + $1.memorySize }
  }

  /// Encodes a batch, and empties it.
  func append(_ shredder: inout Shredder) throws {
    let batchRows = Int(shredder.row)
    guard batchRows > 0 else { return shredder.startBatch() }
    addWriters(shredder.plan)
    for rescue in shredder.rescues {
      guard let key = rescue.unknownColumn else { continue }
      let value = shredder.base + Int(rescue.value.offset)
      if rescue.isText {
        unknownColumns.note(key: key, text: value, count: Int(rescue.value.length))
      } else {
        unknownColumns.note(key: key, value: value)
      }
    }
    for leaf in 0..<shredder.plan.leafCount where shredder.plan.leaves[leaf].count > 0 {
      try feed(leaf, &shredder, batchRows)
    }
    try feedRescued(shredder, batchRows)
    rows += batchRows
    shredder.startBatch()
  }

  private func addWriters(_ plan: borrowing ShredPlan) {
    guard fields.count < plan.columns.count else { return }
    for column in plan.columns[fields.count...] {
      let node = column.schemaNode
      fields.append(node)
      for leaf in ParquetSchema(fields: [node]).leaves {
        leaves.append(leaf)
        writers.append(ColumnChunkWriter.make(for: leaf, compressor: compressor))
        rowsTold.append(0)
      }
    }
  }

  private func feed(_ leaf: Int, _ shredder: inout Shredder, _ batchRows: Int) throws {
    let writer = writers[leaf]
    if rowsTold[leaf] < rows { writer.appendAbsent(count: rows - rowsTold[leaf]) }
    converter.misfits.removeAll(keepingCapacity: true)
    let values = shredder.plan.leaves[leaf]
    converter.feed(values, type: shredder.plan.leafTypes[leaf], base: shredder.base, to: writer)
    for entry in converter.misfits {
      shredder.rescues.append(
        Rescue(
          row: values.tags[entry].row, path: shredder.path(ofEntry: entry, leaf: leaf),
          value: readsText ? values.spans[entry] : converter.rawText(of: values, entry), isText: readsText))
    }
    LevelFeed(values: values, batchRows: batchRows, hasMisfits: !converter.misfits.isEmpty).feed(to: writer)
    rowsTold[leaf] = rows + batchRows
    try writer.endBatch(rows: rows + batchRows)
  }

  private func feedRescued(_ shredder: borrowing Shredder, _ batchRows: Int) throws {
    guard !shredder.rescues.isEmpty else { return }
    var (writer, rowsTold) = rescued ?? makeRescued()
    if rowsTold < rows { writer.appendAbsent(count: rows - rowsTold) }
    let objects = RescuedObjects(shredder.rescues, base: shredder.base)
    rescuedValues += objects.valueCount
    objects.feed(to: writer, batchRows: batchRows)
    rowsTold = rows + batchRows
    try writer.endBatch(rows: rowsTold)
    rescued = (writer, rowsTold)
  }

  private func makeRescued() -> (writer: ByteArrayColumnWriter, rowsTold: Int) {
    let leaf = ParquetSchema(fields: [.string(DatasetSchema.rescued)]).leaves[0]
    return (ByteArrayColumnWriter(leaf: leaf, compressor: compressor), 0)
  }

  /// Keys without a column that have come since the last call, as the fields of an object.
  func takeUnknownColumns() -> TypeObservation { unknownColumns.take() }

  /// Values that have gone to `_rescued` since the last call.
  func takeRescuedValues() -> Int {
    defer { rescuedValues = 0 }
    return rescuedValues
  }

  /// Ends the row group; the builder is as new afterwards, with the same columns.
  func finish() throws -> EncodedRowGroup {
    var chunks: [EncodedColumnChunk] = []
    chunks.reserveCapacity(writers.count + 1)
    for (leaf, writer) in writers.enumerated() {
      if rowsTold[leaf] < rows { writer.appendAbsent(count: rows - rowsTold[leaf]) }
      chunks.append(try writer.finish(rows: rows))
      rowsTold[leaf] = 0
    }
    var allFields = fields
    if let rescued {
      if rescued.rowsTold < rows { rescued.writer.appendAbsent(count: rows - rescued.rowsTold) }
      chunks.append(try rescued.writer.finish(rows: rows))
      allFields.append(.string(DatasetSchema.rescued))
      self.rescued = fieldsAlwaysThere ? (rescued.writer, 0) : nil
    }
    let group = EncodedRowGroup(rows: rows, fields: allFields, chunks: chunks)
    rows = 0
    return group
  }
}
