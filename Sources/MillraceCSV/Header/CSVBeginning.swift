/// What stands at the beginning of a file, before its data: a byte-order mark, blank lines and the header.
package struct CSVBeginning: Sendable, Equatable {
  /// The header may have so many bytes.
  package static let maximumBytes = 1 << 20

  package let header: CSVHeader
  /// Bytes before the first record of data.
  package let length: Int
  /// Line ends in them.
  package let lines: Int

  /// Reads the beginning of a file.
  ///
  /// - Parameters:
  ///   - start: the first bytes of the file, padded as `CSVScanner` demands.
  ///   - isWhole: whether the file has no more bytes.
  /// - Returns: nil where there are too few bytes to tell.
  /// - Throws: `CSVHeaderError` where the first record cannot be a header.
  package static func read(
    _ start: UnsafePointer<UInt8>, count: Int, isWhole: Bool, _ dialect: CSVDialect
  ) throws(CSVHeaderError) -> CSVBeginning? {
    let mark = count >= 3 && start[0] == 0xEF && start[1] == 0xBB && start[2] == 0xBF ? 3 : 0
    if case .names(let names) = dialect.header {
      guard isWhole || count >= 3 else { return nil }
      return CSVBeginning(header: CSVHeader(names.map { Array($0.utf8) }), length: mark, lines: 0)
    }
    if isWhole && (count == mark || start[count - 1] != 0x0A) {
      // The last record may have no line end; it is given one.
      return try terminated(start, count: count, dialect)
    }
    return try firstRecord(start, from: mark, to: count, isWhole: isWhole, dialect)
  }

  private static func terminated(
    _ start: UnsafePointer<UInt8>, count: Int, _ dialect: CSVDialect
  ) throws(CSVHeaderError) -> CSVBeginning? {
    var copy = Array(UnsafeBufferPointer(start: start, count: count))
    copy.append(0x0A)
    copy += [UInt8](repeating: 0, count: CSVScanner.padding)
    let result = copy.withUnsafeBufferPointer { buffer -> Result<CSVBeginning?, CSVHeaderError> in
      guard let base = buffer.baseAddress else { return .success(nil) }
      return Result { () throws(CSVHeaderError) in
        try read(base, count: count + 1, isWhole: true, dialect)
      }
    }
    guard let beginning = try result.get() else { return nil }
    return CSVBeginning(header: beginning.header, length: min(beginning.length, count), lines: beginning.lines)
  }

  private static func firstRecord(
    _ base: UnsafePointer<UInt8>, from first: Int, to end: Int, isWhole: Bool, _ dialect: CSVDialect
  ) throws(CSVHeaderError) -> CSVBeginning? {
    var scanner = CSVScanner(dialect)
    scanner.restart(at: first)
    let known = !isWhole && end > 0 && base[end - 1] == 0x0D ? end - 1 : end
    var found: CSVBeginning?
    var isBad = false
    while scanner.position < known && found == nil {
      scanner.scanWindow(base, upTo: known)
      while found == nil, let row = scanner.next(base) {
        if row.isBlank { continue }
        isBad = row.isBad
        found = Self(row, from: first, dialect)
      }
    }
    if isBad { throw CSVHeaderError(reason: "has text behind a closing quote") }
    if let found { return found }
    guard isWhole else {
      if end > maximumBytes { throw CSVHeaderError(reason: "is longer than 1 MiB") }
      return nil
    }
    if scanner.openRecord < end { throw CSVHeaderError(reason: "has a quote that is never closed") }
    return CSVBeginning(header: CSVHeader([]), length: end, lines: scanner.lines)
  }

  private init(header: CSVHeader, length: Int, lines: Int) {
    self.header = header
    self.length = length
    self.lines = lines
  }

  private init(_ row: CSVRow, from first: Int, _ dialect: CSVDialect) {
    if case .none = dialect.header {
      self.init(header: CSVHeader(columnCount: row.count), length: first, lines: 0)
    } else {
      let names = (0..<row.count).map { CSVText.bytes(of: row.field($0), row.base, dialect) }
      let length = row.end + 1
      self.init(
        header: CSVHeader(names), length: length, lines: CSVScanner.lineEnds(row.base + first, count: length - first))
    }
  }
}

/// Why the first record of a file cannot be its header.
package struct CSVHeaderError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong with it, as the end of a sentence.
  package var reason: String

  package init(reason: String) { self.reason = reason }

  package var description: String {
    "the header, which is the first record, \(reason); mend it, or say header: false if there is none"
  }
}
