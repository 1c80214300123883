internal import CMillraceSIMD

/// Reads a CSV file that comes in pieces of any size, record by record.
///
/// Memory is bounded by `maximumRecordBytes` and a piece. Blank lines are passed over. A record with fewer fields than the header is
/// a row whose last fields are null (`CSVRowText` fills them in); one with more is bad.
package struct CSVRecordStream: ~Copyable {
  /// The file is looked at once so many bytes are there.
  private static let step = 256 << 10

  private let dialect: CSVDialect
  private let maximumRecordBytes: Int
  private var decoder: CSVDecoder
  private var scanner: CSVScanner
  private var buffer: CSVBuffer
  /// Where the buffer begins in the text.
  private var offset: Int64 = 0
  private var lines = 0
  private var records = 0
  private var nextScan = Self.step
  private var isSkipping = false
  /// The names of the columns, once they are known.
  package private(set) var header: CSVHeader?
  /// Is called when the names of the columns are known, before the first record is handed out.
  package var onHeader: (CSVHeader) -> Void = { _ in }

  package init(_ dialect: CSVDialect, maximumRecordBytes: Int = 64 << 20) {
    self.dialect = dialect
    self.maximumRecordBytes = maximumRecordBytes
    decoder = CSVDecoder(dialect.encoding)
    scanner = CSVScanner(dialect)
    buffer = CSVBuffer(capacity: 2 * Self.step)
  }

  /// Takes the next bytes of the file and hands out the records that end in them.
  ///
  /// - Throws: `CSVHeaderError` where the file has no usable header; what `body` throws.
  package mutating func add(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool, _ body: (CSVRecord) throws -> Void
  ) throws {
    var decoded: [UInt8] = []
    if decoder.isPassThrough {
      try take(bytes, isLast: isLast, body)
    } else {
      decoder.decode(bytes, isLast: isLast, into: &decoded)
      try decoded.withUnsafeBytes { try take($0, isLast: isLast, body) }
    }
  }

  private mutating func take(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool, _ body: (CSVRecord) throws -> Void
  ) throws {
    var taken = 0
    repeat {
      let count = min(bytes.count - taken, max(nextScan - buffer.count, 1))
      buffer.append(UnsafeRawBufferPointer(rebasing: bytes[taken..<taken + count]))
      taken += count
      let isEnd = isLast && taken == bytes.count
      if buffer.count >= nextScan || isEnd { try read(isLast: isEnd, body) }
    } while taken < bytes.count
  }

  private mutating func read(isLast: Bool, _ body: (CSVRecord) throws -> Void) throws {
    var position = 0
    if header == nil {
      guard let beginning = try CSVBeginning.read(buffer.base, count: buffer.count, isWhole: isLast, dialect) else {
        nextScan = buffer.count * 2
        return
      }
      header = beginning.header
      onHeader(beginning.header)
      position = beginning.length
      lines = beginning.lines
    }
    let size = buffer.count
    if isLast && size > 0 && buffer.base[size - 1] != 0x0A { buffer.append(0x0A) }
    // A CR may be the first half of a CRLF.
    let end = !isLast && size > 0 && buffer.base[size - 1] == 0x0D ? size - 1 : buffer.count
    if isSkipping {
      position = skipped(to: end)
      if isSkipping { return drop(end, lines: 0) }
    }
    var start: Int? = position
    while let from = start {
      scanner.restart(at: from)
      while scanner.position < end {
        scanner.scanWindow(buffer.base, upTo: end)
        let base = UnsafePointer(buffer.base)
        while let row = scanner.next(base) { try hand(out: row, body) }
      }
      start = try passOpenQuote(upTo: min(end, size), isLast: isLast, body)
    }
    try finish(from: scanner.openRecord, to: min(end, size), isLast: isLast, body)
  }

  /// Hands out, as bad, the lines up to the one in which a quote opens that is not closed in time; the place behind them, from where to
  /// read on. Nil where no such quote is open.
  private mutating func passOpenQuote(
    upTo end: Int, isLast: Bool, _ body: (CSVRecord) throws -> Void
  ) throws -> Int? {
    let start = scanner.openRecord
    let isTooLong = end - start > maximumRecordBytes
    guard isLast || isTooLong, let next = scanner.lineBehindOpenQuote(buffer.base, upTo: end), next < end
    else { return nil }
    let problem = isTooLong ? CSVProblem.tooLong(limit: maximumRecordBytes, isQuoted: true) : .openQuote
    let count = min(CSVScanner.textEnd(buffer.base, before: next) - start, maximumRecordBytes)
    try hand(outBad: problem, at: start, count: count, errorOffset: scanner.openField - start, body)
    lines += CSVScanner.lineEnds(buffer.base + start, count: next - start)
    return next
  }

  /// The place behind the record that is too long.
  private mutating func skipped(to end: Int) -> Int {
    guard let length = scanner.skipOpenRecord(buffer.base, count: end) else {
      lines += CSVScanner.lineEnds(buffer.base, count: end)
      return end
    }
    isSkipping = false
    lines += CSVScanner.lineEnds(buffer.base, count: length)
    return length
  }

  /// Sees to the record that has no end yet.
  private mutating func finish(
    from start: Int, to end: Int, isLast: Bool, _ body: (CSVRecord) throws -> Void
  ) throws {
    let length = end - start
    if isLast && length > 0 {
      let errorOffset = scanner.openField - start
      try hand(outBad: .openQuote, at: start, count: length, errorOffset: errorOffset, body)
    } else if length > maximumRecordBytes {
      let problem = CSVProblem.tooLong(limit: maximumRecordBytes, isQuoted: scanner.isQuoted)
      try hand(outBad: problem, at: start, count: length, errorOffset: maximumRecordBytes, body)
      isSkipping = true
      return drop(end, lines: CSVScanner.lineEnds(buffer.base + start, count: length))
    }
    drop(start, lines: 0)
  }

  private mutating func drop(_ count: Int, lines more: Int) {
    lines += more
    buffer.drop(count)
    offset += Int64(count)
    // What has been looked at in vain is looked at again only when there is twice as much.
    nextScan = max(Self.step, buffer.count * 2)
  }

  private mutating func hand(out row: CSVRow, _ body: (CSVRecord) throws -> Void) throws {
    let length = row.textEnd - row.start
    if !row.isBlank {
      if row.isBad {
        let errorOffset = scanner.textBehindQuote(row)
        try hand(outBad: .textBehindQuote, at: row.start, count: length, errorOffset: errorOffset, body)
      } else if length > maximumRecordBytes {
        let problem = CSVProblem.tooLong(limit: maximumRecordBytes, isQuoted: false)
        try hand(outBad: problem, at: row.start, count: length, errorOffset: maximumRecordBytes, body)
      } else if let columns = header?.names.count, row.count > columns {
        let errorOffset = row.field(columns).start - row.start
        let problem = CSVProblem.tooManyFields(row.count, columns: columns)
        try hand(outBad: problem, at: row.start, count: length, errorOffset: errorOffset, body)
      } else {
        let valid = mr_utf8_valid_prefix(row.base + row.start, length)
        if valid == length {
          try body(.row(row, place(row.start)))
          records += 1
        } else {
          try hand(outBad: .invalidText, at: row.start, count: length, errorOffset: valid, body)
        }
      }
    }
    lines += CSVScanner.lineEnds(row.base + row.start, count: row.end + 1 - row.start)
  }

  private func place(_ start: Int) -> CSVPlace {
    CSVPlace(ordinal: records, line: lines + 1, byteOffset: offset + Int64(start))
  }

  private mutating func hand(
    outBad problem: CSVProblem, at start: Int, count: Int, errorOffset: Int, _ body: (CSVRecord) throws -> Void
  ) throws {
    let kept = min(count, CSVBadRecord.maximumBytes)
    let record = CSVBadRecord(
      problem: problem, errorOffset: min(errorOffset, count),
      bytes: Array(UnsafeBufferPointer(start: buffer.base + start, count: kept)), isCut: kept < count)
    try body(.bad(record, place(start)))
    records += 1
  }
}
