internal import MillraceCSV
internal import MillraceCompression
internal import MillraceStorage

/// Bad records of CSV as files of their own, which are read as those were that they come from: in the same dialect and encoding,
/// below the header of their file.
struct ReleasedRows {
  private let dialect: CSVDialect

  init(_ dialect: CSVDialect) { self.dialect = dialect }

  /// The contents of the files. There are several where headers differ, and where quotes are not closed: what follows such a record
  /// would be part of it.
  ///
  /// - Throws: `PipelineError` where a header cannot be read any more.
  func files(of records: [BadRecordEntry]) throws -> [[UInt8]] {
    var headers: [String: [UInt8]] = [:]
    // In the order of their first records.
    var groups: [(header: [UInt8], records: [BadRecordEntry])] = []
    for record in records {
      let header = try headers[record.input] ?? header(of: record)
      headers[record.input] = header
      let last = groups.lastIndex { $0.header == header }
      if let last, let before = groups[last].records.last, !isOpen(before) {
        groups[last].records.append(record)
      } else {
        groups.append((header, [record]))
      }
    }
    return groups.map { encoded($0.header + $0.records.flatMap { $0.bytes + Self.lineEnd }) }
  }

  private static let lineEnd = [UInt8(ascii: "\n")]

  /// Whether the record ends within quotes.
  private func isOpen(_ record: BadRecordEntry) -> Bool {
    var dialect = dialect
    // Whatever it is, it is no header.
    (dialect.header, dialect.encoding) = (.names(["record"]), .utf8)
    var stream = CSVRecordStream(dialect, maximumRecordBytes: Int.max / 2)
    var isOpen = false
    try? (record.bytes + Self.lineEnd).withUnsafeBytes { bytes in
      try stream.add(bytes, isLast: true) { found in
        if case .bad(let bad, _) = found, bad.problem == .openQuote { isOpen = true }
      }
    }
    return isOpen
  }

  // MARK: Headers

  /// The first line of a record's file, with its end; nothing where the dialect names the columns.
  private func header(of record: BadRecordEntry) throws -> [UInt8] {
    guard dialect.header == .firstRecord else { return [] }
    guard (try? FileStatus.of(record.input))?.version == record.version else {
      throw PipelineError(
        .invalidRequest,
        "the records need the header of \(record.input), which is not there any more as it was; use `quarantine show "
          + "--records`, and put them into the source folder below that header")
    }
    var stream = CSVRecordStream(dialect)
    do {
      let source = InflatingSource(try FileSource(path: record.input), limits: InflationLimits())
      var piece = [UInt8](repeating: 0, count: 64 << 10)
      while stream.header == nil {
        let count = try piece.withUnsafeMutableBytes { try source.read(into: $0) }
        try piece.withUnsafeBytes {
          try stream.add(UnsafeRawBufferPointer(rebasing: $0[..<count]), isLast: count == 0) { _ in }
        }
        if count == 0 { break }
      }
    } catch {
      throw PipelineError(
        .sourceUnavailable, "the header of \(record.input), which the records need, cannot be read: \(error)",
        cause: error)
    }
    return text(of: stream.header?.names ?? [])
  }

  private func text(of names: [[UInt8]]) -> [UInt8] {
    Array(names.map(field).joined(separator: [dialect.delimiter])) + Self.lineEnd
  }

  private func field(_ text: [UInt8]) -> [UInt8] {
    guard let quote = dialect.quote else { return text }
    let special =
      [quote, dialect.delimiter, UInt8(ascii: "\n"), UInt8(ascii: "\r")] + [dialect.escape].compactMap(\.self)
    guard text.contains(where: special.contains) else { return text }
    return [quote]
      + text.flatMap { byte -> [UInt8] in
        byte == quote ? [quote, quote] : byte == dialect.escape ? [byte, byte] : [byte]
      } + [quote]
  }

  // MARK: Encodings

  /// Quarantine has the text in UTF-8.
  private func encoded(_ text: [UInt8]) -> [UInt8] {
    switch dialect.encoding {
    case .utf8: text
    case .latin1: Self.latin1(text) ?? Self.utf16(text)
    case .utf16: Self.utf16(text)
    }
  }

  private static func latin1(_ text: [UInt8]) -> [UInt8]? {
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    let bytes = scalars.compactMap { UInt8(exactly: $0.value) }
    return bytes.count == scalars.count ? bytes : nil
  }

  /// With the mark by which every reader knows it.
  private static func utf16(_ text: [UInt8]) -> [UInt8] {
    [0xFF, 0xFE] + String(decoding: text, as: UTF8.self).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }
}
