/// Reads every page of every column of a file, and compares all that the metadata says with what is there: checksums,
/// sizes, offsets, counts, statistics that truly bound every value, page indexes, and the levels of columns that form
/// one record.
package struct ParquetVerifier {
  private let file: ParquetFile
  private var result = ParquetVerification()

  package init(_ file: ParquetFile) {
    self.file = file
  }

  /// Reads the file. What is wrong is among the findings, not thrown.
  package static func verify(_ file: ParquetFile) -> ParquetVerification {
    var verifier = ParquetVerifier(file)
    verifier.run()
    return verifier.result
  }

  private mutating func run() {
    checkFile()
    checkPlacement()
    for index in file.metadata.rowGroups.indices { checkRowGroup(index) }
    checkRecords()
  }

  private mutating func checkFile() {
    if let orders = file.metadata.columnOrders, orders.count != file.schema.leaves.count {
      result.report("", "there are \(orders.count) column orders for \(file.schema.leaves.count) columns")
    }
    if file.metadata.columnOrders == nil,
      file.metadata.rowGroups.contains(where: { $0.columns.contains { $0.metaData.statistics?.minValue != nil } })
    {
      result.report("", "there are bounds and no column orders, without which readers do not use them")
    }
    if file.schema.elements.count != file.metadata.schema.count {
      result.report("", "the schema does not come back the same after it is read")
    }
  }

  /// Column chunks must not overlap.
  private mutating func checkPlacement() {
    var ranges: [(range: ColumnChunkRange, place: String)] = []
    for (index, group) in file.metadata.rowGroups.enumerated() {
      for (leaf, chunk) in zip(file.schema.leaves, group.columns) {
        guard let range = try? ColumnChunkRange(of: chunk, before: file.footerOffset) else { continue }
        ranges.append((range, "row group \(index), column \(leaf.name)"))
      }
    }
    ranges.sort { $0.range.start < $1.range.start }
    for (first, second) in zip(ranges, ranges.dropFirst()) where second.range.start < first.range.end {
      result.report(second.place, "begins at byte \(second.range.start), within \(first.place)")
    }
  }

  private mutating func checkRowGroup(_ index: Int) {
    let group = file.metadata.rowGroups[index]
    let place = "row group \(index)"
    let metas = group.columns.map(\.metaData)
    let uncompressed = metas.reduce(Int64(0)) { $0 &+ $1.totalUncompressedSize }
    let compressed = metas.reduce(Int64(0)) { $0 &+ $1.totalCompressedSize }
    if group.totalByteSize != uncompressed {
      result.report(place, "total_byte_size is \(group.totalByteSize), its columns have \(uncompressed)")
    }
    if let total = group.totalCompressedSize, total != compressed {
      result.report(place, "total_compressed_size is \(total), its columns have \(compressed)")
    }
    let start = metas.map { min($0.dataPageOffset, $0.dictionaryPageOffset ?? .max) }.min()
    if let offset = group.fileOffset, offset != 0, let start, start >= 4, offset != start {
      result.report(place, "file_offset is \(offset), its first page begins at byte \(start)")
    }
    if let ordinal = group.ordinal, Int(ordinal) != index {
      result.report(place, "its ordinal is \(ordinal)")
    }
    for leaf in file.schema.leaves {
      var verifier = ColumnChunkVerifier(file, rowGroup: index, leaf: leaf)
      verifier.run(into: &result)
    }
  }

  /// Puts all records together, which fails when the levels of columns do not agree.
  private mutating func checkRecords() {
    guard result.isSound, file.schema.leaves.contains(where: { $0.path.count > 1 || $0.maxRepetitionLevel > 0 }) else {
      return
    }
    do throws(ParquetError) {
      var rows = try ParquetRowReader(file)
      var json: [UInt8] = []
      while try rows.appendNext(to: &json) { json.removeAll(keepingCapacity: true) }
    } catch {
      result.report("", error.message)
    }
  }
}
