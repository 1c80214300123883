/// What the page headers of a column chunk say, without their pages being read.
package struct PageSummary: Sendable {
  /// Pages of one kind in one encoding.
  package struct Group: Sendable, Equatable {
    /// `DATA_PAGE`, `DATA_PAGE_V2` or `DICTIONARY_PAGE`.
    package var kind: String
    package var encoding: String
    package var count: Int
  }

  /// In the order in which they first occur.
  package var groups: [Group] = []
  package var dataPages = 0
  /// Entries of the dictionary; nil without one.
  package var dictionaryEntries: Int?
  /// Bytes of the dictionary before compression; nil without one.
  package var dictionaryBytes: Int?
  /// Whether every page carries a checksum.
  package var hasChecksums = true
  /// Why the headers could not be read to their end.
  package var failure: String?

  init(_ file: ParquetFile, _ chunk: ColumnChunk) {
    do throws(ParquetError) {
      var reader = try StoredPageReader(file: file, chunk: chunk)
      while let (header, _) = try reader.nextHeader() { add(header) }
    } catch {
      failure = error.message
    }
    if groups.isEmpty { hasChecksums = false }
  }

  private mutating func add(_ header: PageHeader) {
    if header.crc == nil { hasChecksums = false }
    switch header.kind {
    case .data(let data):
      dataPages += 1
      count(.dataPage, data.encoding)
    case .dataV2(let data):
      dataPages += 1
      count(.dataPageV2, data.encoding)
    case .dictionary(let dictionary):
      dictionaryEntries = Int(dictionary.numValues)
      dictionaryBytes = Int(header.uncompressedPageSize)
      count(.dictionaryPage, dictionary.encoding)
    case .other:
      break
    }
  }

  private mutating func count(_ type: PageType, _ encoding: Int32) {
    let name = Encoding(rawValue: encoding)?.name ?? "encoding \(encoding)"
    if let index = groups.firstIndex(where: { $0.kind == type.name && $0.encoding == name }) {
      groups[index].count += 1
    } else {
      groups.append(Group(kind: type.name, encoding: name, count: 1))
    }
  }
}
