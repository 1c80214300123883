internal import MillraceParquet

/// Tells a column writer the levels of a batch of values.
struct LevelFeed {
  let values: LeafSpans
  let batchRows: Int
  /// Whether entries have been marked as absent after shredding.
  let hasMisfits: Bool

  func feed(to writer: ColumnChunkWriter) {
    if writer.leaf.maxRepetitionLevel > 0 || writer.leaf.maxDefinitionLevel > 1 {
      feedNested(to: writer)
    } else if values.count == batchRows && !values.hasAbsent && !hasMisfits {
      writer.appendPresent(count: batchRows)
    } else {
      feedFlat(to: writer)
    }
  }

  /// One optional value a row: runs of rows with and without one.
  private func feedFlat(to writer: ColumnChunkWriter) {
    let tags = values.tags
    var nextRow = 0
    var i = 0
    while i < values.count {
      let row = Int(tags[i].row)
      if row > nextRow { writer.appendAbsent(count: row - nextRow) }
      if tags[i].isPresent {
        let first = i
        i += 1
        while i < values.count && tags[i].isPresent && Int(tags[i].row) == row + i - first { i += 1 }
        writer.appendPresent(count: i - first)
        nextRow = row + i - first
      } else {
        writer.appendAbsent(count: 1)
        nextRow = row + 1
        i += 1
      }
    }
    if nextRow < batchRows { writer.appendAbsent(count: batchRows - nextRow) }
  }

  /// Any levels: runs of the same pair, since the leaves of structures mostly have one.
  private func feedNested(to writer: ColumnChunkWriter) {
    let tags = values.tags
    var nextRow = 0
    var first = 0
    for i in 0..<values.count {
      let tag = tags[i]
      let isNewRow = tag.repetitionLevel == 0
      let skipsRows = isNewRow && Int(tag.row) > nextRow
      if skipsRows || tag.definitionLevel != tags[first].definitionLevel
        || tag.repetitionLevel != tags[first].repetitionLevel
      {
        append(first..<i, to: writer)
        first = i
        if skipsRows { writer.appendAbsent(count: Int(tag.row) - nextRow) }
      }
      if isNewRow { nextRow = Int(tag.row) + 1 }
    }
    append(first..<values.count, to: writer)
    if nextRow < batchRows { writer.appendAbsent(count: batchRows - nextRow) }
  }

  private func append(_ entries: Range<Int>, to writer: ColumnChunkWriter) {
    guard let first = entries.first else { return }
    let tag = values.tags[first]
    writer.appendLevels(
      definition: tag.definitionLevel, repetition: tag.repetitionLevel, count: entries.count)
  }
}
