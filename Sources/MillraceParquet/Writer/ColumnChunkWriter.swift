/// Collects the values of one leaf column for one row group and turns them into pages.
///
/// Values come in batches of whole records; `endBatch` tells where one ends, which is where a page may end. Subclasses
/// take the values of one physical type each. Not thread-safe: each worker has its own. What is touched for each value is
/// exempt from run-time exclusivity checks, which took 7 % of a conversion: no callback runs while it is changed.
package class ColumnChunkWriter {
  /// A page is closed at the end of the batch that brings it to this many levels.
  package static let slotsPerPage = 20_000
  /// A page is closed at the end of the batch that brings it to this many bytes.
  package static let bytesPerPage = 1 << 20

  package let leaf: ParquetLeaf
  let compressor: PageCompressor
  @exclusivity(unchecked) var definitionLevels: LevelBuffer
  @exclusivity(unchecked) var repetitionLevels: LevelBuffer
  /// Levels of the open page that stand for no value.
  @exclusivity(unchecked) var nulls = 0
  /// Rows of the closed pages.
  var closedRows = 0
  /// Levels of the open page of a required column, which has none.
  @exclusivity(unchecked) private var requiredSlots = 0

  init(leaf: ParquetLeaf, compressor: PageCompressor) {
    self.leaf = leaf
    self.compressor = compressor
    definitionLevels = LevelBuffer(maximum: leaf.maxDefinitionLevel)
    repetitionLevels = LevelBuffer(maximum: leaf.maxRepetitionLevel)
  }

  /// Bytes of memory held, compressed pages included.
  package var memorySize: Int { definitionLevels.memorySize + repetitionLevels.memorySize }

  /// Levels of the open page.
  final var slots: Int { leaf.maxDefinitionLevel > 0 ? definitionLevels.count : requiredSlots }

  /// Appends the levels of `count` values that are there, in a column that does not repeat.
  package final func appendPresent(count: Int) {
    definitionLevels.append(UInt8(leaf.maxDefinitionLevel), count: count)
    if leaf.maxDefinitionLevel == 0 { requiredSlots += count }
  }

  /// Appends `count` levels without a value: something above the leaf, or the leaf itself, is null or empty.
  package final func appendAbsent(count: Int) {
    definitionLevels.append(0, count: count)
    repetitionLevels.append(0, count: count)
    nulls += count
  }

  /// Appends the same pair of levels `count` times, with or without values.
  package final func appendLevels(definition: UInt8, repetition: UInt8, count: Int) {
    definitionLevels.append(definition, count: count)
    repetitionLevels.append(repetition, count: count)
    if definition < leaf.maxDefinitionLevel { nulls += count }
  }

  /// Starts the next page's levels.
  final func resetLevels() {
    definitionLevels.removeAll()
    repetitionLevels.removeAll()
    nulls = 0
    requiredSlots = 0
  }

  /// Tells that `rows` rows have been appended since the row group began, all of them whole.
  package func endBatch(rows: Int) throws {
    preconditionFailure("a column writer is one of the subclasses")
  }

  /// Closes the last page; the writer is as new afterwards.
  package func finish(rows: Int) throws -> EncodedColumnChunk {
    preconditionFailure("a column writer is one of the subclasses")
  }
}
