internal import MillraceCSV
internal import MillraceCompression
internal import MillraceConversion

/// CSV that stays CSV: records by RFC 4180 in UTF-8, below the names of the columns, whatever dialect they were in.
extension TextConversion {
  private static let pieceBytes = 256 << 10

  func convertRows(_ source: any ByteSource, _ output: LineOutput, _ converted: inout ConvertedObject) throws {
    let dialect = settings.conversion.csv
    let inflated = InflatingSource(source, limits: settings.inflation)
    var stream = CSVRecordStream(dialect, maximumRecordBytes: settings.conversion.maximumLineBytes)
    var header: CSVHeader?
    var text: CSVRowText?
    stream.onHeader = { header = $0 }
    var piece = [UInt8](repeating: 0, count: Self.pieceBytes)
    var isLast = false
    do {
      while !isLast {
        try monitor.check()
        let count = try piece.withUnsafeMutableBytes { try inflated.read(into: $0) }
        isLast = count == 0
        try piece.withUnsafeBytes { bytes in
          try stream.add(UnsafeRawBufferPointer(rebasing: bytes[..<count]), isLast: isLast) { record in
            if text == nil { text = try begin(header, dialect, output) }
            try write(record, text, output, &converted)
          }
        }
      }
    } catch let error as CSVHeaderError {
      throw InputFailure(code: .invalidHeader, message: "\(source.name): \(error)", isRetryable: false)
    }
    if text == nil { _ = try begin(header, dialect, output) }
    converted.columns = (header?.names ?? []).map {
      ColumnDefinition(name: String(decoding: $0, as: UTF8.self), type: .string)
    }
  }

  /// Writes the names of the columns, where there are any.
  private func begin(_ header: CSVHeader?, _ dialect: CSVDialect, _ output: LineOutput) throws -> CSVRowText? {
    guard let header, !header.names.isEmpty else { return nil }
    let text = CSVRowText(header, dialect)
    try output.add { text.appendCSVHeader(to: &$0) }
    return text
  }

  private func write(
    _ record: CSVRecord, _ text: CSVRowText?, _ output: LineOutput, _ converted: inout ConvertedObject
  ) throws {
    switch record {
    case .row(let row, _):
      try output.add { text?.appendCSV(row, to: &$0) }
      converted.rows += 1
    case .bad(let record, let place):
      converted.badRecords += 1
      try badRecord(
        BadRecord(
          input: 0, line: place.line, byteOffset: place.byteOffset, errorOffset: record.errorOffset,
          reason: record.problem.reason, bytes: record.bytes, isCut: record.isCut))
    }
  }
}
