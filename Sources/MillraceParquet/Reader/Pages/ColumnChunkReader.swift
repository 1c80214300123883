/// Reads the data pages of a column chunk one after another, with one of them in memory at a time.
package struct ColumnChunkReader {
  private let place: String
  private let numValues: Int
  private var pages: StoredPageReader
  private var decoder: DataPageDecoder
  private var valuesRead = 0

  package init(_ file: ParquetFile, rowGroup: Int, leaf: ParquetLeaf) throws(ParquetError) {
    place = "\(file.bytes.name): row group \(rowGroup), column \(leaf.name)"
    do throws(ParquetError) {
      guard file.metadata.rowGroups.indices.contains(rowGroup) else {
        throw ParquetError(
          .invalidArgument, "there is no such row group; the file has \(file.metadata.rowGroups.count)")
      }
      let group = file.metadata.rowGroups[rowGroup]
      let chunk = group.columns[leaf.index]
      try Self.check(chunk.metaData, leaf, rows: group.numRows)
      numValues = Int(chunk.metaData.numValues)
      pages = try StoredPageReader(file: file, chunk: chunk)
      decoder = DataPageDecoder(leaf: leaf, codec: chunk.metaData.codec, options: file.options)
    } catch {
      throw error.at(place)
    }
  }

  /// The dictionary of the chunk, once the first page has been read; nil when it has none.
  package var dictionary: ColumnValues? { decoder.dictionary }

  /// The next data page. Nil at the end.
  package mutating func next() throws(ParquetError) -> DataPage? {
    do throws(ParquetError) {
      while valuesRead < numValues {
        guard let stored = try pages.next() else {
          throw ParquetError(.malformed, "its pages have \(valuesRead) values where \(numValues) were recorded")
        }
        if let page = try decode(stored) { return page }
      }
      return nil
    } catch {
      throw error.at(place)
    }
  }

  private mutating func decode(_ stored: StoredPage) throws(ParquetError) -> DataPage? {
    do throws(ParquetError) {
      if case .dictionary(let header) = stored.header.kind {
        try decoder.readDictionary(stored, header)
        return nil
      }
      guard let page = try decoder.decode(stored) else { return nil }
      guard page.count <= numValues - valuesRead else {
        throw ParquetError(.malformed, "more values than the \(numValues) that were recorded for the column chunk")
      }
      valuesRead += page.count
      return page
    } catch {
      throw error.at("page at byte \(stored.offset)")
    }
  }

  private static func check(_ meta: ColumnMetaData, _ leaf: ParquetLeaf, rows: Int64) throws(ParquetError) {
    guard meta.type == leaf.physical else {
      throw ParquetError(.malformed, "it is stored as \(meta.type.name), and \(leaf.physical.name) in the schema")
    }
    guard meta.numValues >= 0, leaf.maxRepetitionLevel > 0 || meta.numValues == rows else {
      throw ParquetError(.malformed, "it has \(meta.numValues) values in \(rows) rows")
    }
  }
}
