/// What stands before every page.
package struct PageHeader: Sendable, Equatable {
  /// What the page holds, with the header of its kind.
  package enum Kind: Sendable, Equatable {
    case data(DataPageHeader)
    case dataV2(DataPageHeaderV2)
    case dictionary(DictionaryPageHeader)
    /// An index page, or a kind that this version does not know, by its raw value; readers pass over it.
    case other(Int32)
  }

  package var kind: Kind
  /// Bytes after decompression, this header not included.
  package var uncompressedPageSize: Int32
  /// Bytes that follow this header.
  package var compressedPageSize: Int32
  /// CRC-32 (that of gzip) of the bytes that follow this header.
  package var crc: UInt32?

  package init(kind: Kind, uncompressedPageSize: Int32, compressedPageSize: Int32, crc: UInt32? = nil) {
    self.kind = kind
    self.uncompressedPageSize = uncompressedPageSize
    self.compressedPageSize = compressedPageSize
    self.crc = crc
  }
}

extension PageHeader: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(typeValue, field: 1)
      writer.write(uncompressedPageSize, field: 2)
      writer.write(compressedPageSize, field: 3)
      writer.write(crc.map { Int32(bitPattern: $0) }, field: 4)
      switch kind {
      case .data(let header): writer.write(header, field: 5)
      case .dictionary(let header): writer.write(header, field: 7)
      case .dataV2(let header): writer.write(header, field: 8)
      case .other: break
      }
    }
  }

  private var typeValue: Int32 {
    switch kind {
    case .data: PageType.dataPage.rawValue
    case .dataV2: PageType.dataPageV2.rawValue
    case .dictionary: PageType.dictionaryPage.rawValue
    case .other(let value): value
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var parts = Parts()
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: parts.type = try reader.readInt32(field)
      case 2: parts.uncompressedPageSize = try reader.readInt32(field)
      case 3: parts.compressedPageSize = try reader.readInt32(field)
      case 4: parts.crc = UInt32(bitPattern: try reader.readInt32(field))
      case 5: parts.data = try reader.read(field)
      case 7: parts.dictionary = try reader.read(field)
      case 8: parts.dataV2 = try reader.read(field)
      default: try reader.skip(field)
      }
    }
    guard let kind = parts.kind, let uncompressed = parts.uncompressedPageSize,
      let compressed = parts.compressedPageSize
    else { throw reader.missing("a required field of PageHeader") }
    self.init(
      kind: kind, uncompressedPageSize: uncompressed, compressedPageSize: compressed, crc: parts.crc)
  }

  /// The fields as they are met, in any order.
  private struct Parts {
    var type: Int32?
    var uncompressedPageSize: Int32?
    var compressedPageSize: Int32?
    var crc: UInt32?
    var data: DataPageHeader?
    var dictionary: DictionaryPageHeader?
    var dataV2: DataPageHeaderV2?

    /// Nil when the type is missing, or the header that the type calls for.
    var kind: Kind? {
      guard let type else { return nil }
      switch PageType(rawValue: type) {
      case .dataPage: return data.map(Kind.data)
      case .dataPageV2: return dataV2.map(Kind.dataV2)
      case .dictionaryPage: return dictionary.map(Kind.dictionary)
      case .indexPage, nil: return .other(type)
      }
    }
  }
}
