internal import CMillraceSIMD
internal import MillraceCSV
internal import MillraceCompression
internal import MillraceJSON

/// Reading CSV: records may span lines.
extension SliceWorker {
  /// Where a segment's bytes lie in the buffer, and how far it has been read.
  private struct Place {
    /// What added to a position in the buffer gives the offset in the input.
    var offset: Int64
    /// Where the fields go, once the names of the columns are known.
    var columns: CSVColumns?
    /// Whether the rest of a record that is too long is being passed over.
    var isSkipping = false
  }

  func readRecords(_ segment: InputSegment, _ source: any ByteSource, _ outcome: inout SegmentOutcome) throws {
    var place = Place(offset: segment.offset - Int64(buffer.count))
    var hasMore = true
    var added: Int64 = 0
    while hasMore {
      if buffer.isNearlyFull { try makeRoom(&place, &outcome) }
      hasMore = try buffer.fill(from: source)
      buffer.mark(with: 0)
      if place.columns == nil { try begin(segment, &place, &outcome, isWhole: !hasMore) }
      guard let columns = place.columns else { continue }
      if !hasMore && buffer.position < buffer.count && buffer.base[buffer.count - 1] != 0x0A {
        buffer.terminate(with: 0x0A)
        buffer.mark(with: 0)
        added = 1
      }
      // A CR may be the first half of a CRLF.
      let isCut = hasMore && buffer.position < buffer.count && buffer.base[buffer.count - 1] == 0x0D
      let end = isCut ? buffer.count - 1 : buffer.count
      if place.isSkipping && !endSkipping(upTo: end, &place, &outcome) { continue }
      try shredBlocks(upTo: end, columns, place.offset, &outcome)
      if !hasMore {
        while passOpenQuote(upTo: buffer.count - Int(added), place.offset, &outcome) {
          try shredBlocks(upTo: end, columns, place.offset, &outcome)
        }
        rejectOpenRecord(place.offset, added: Int(added), &outcome)
      }
      try passOnBadRecords(&outcome)
    }
    outcome.bytes = Int64(buffer.count) + place.offset - segment.offset - added
  }

  /// Finds the columns, and passes over what stands before the first record, as soon as the buffer has all of that.
  private func begin(
    _ segment: InputSegment, _ place: inout Place, _ outcome: inout SegmentOutcome, isWhole: Bool
  ) throws {
    let start = UnsafePointer(buffer.base) + buffer.position
    let beginning =
      try segment.beginning
      ?? CSVBeginning.read(start, count: buffer.count - buffer.position, isWhole: isWhole, options.csv)
    guard let beginning else { return }
    // With transforms, what they make of the rows has the columns.
    rowLines = transforming == nil ? nil : CSVRowLines(beginning.header, options.csv)
    place.columns =
      transforming == nil
      ? shredder.columns(for: beginning.header) : CSVColumns(header: beginning.header, leaves: [])
    guard segment.offset == 0 else { return }
    buffer.position += beginning.length
    outcome.lines += beginning.lines
  }

  private func makeRoom(_ place: inout Place, _ outcome: inout SegmentOutcome) throws {
    let moved = try endBatch()
    place.offset += Int64(moved)
    guard buffer.isNearlyFull else { return }
    let mayGrow = place.columns == nil || (!place.isSkipping && buffer.count <= options.maximumLineBytes)
    if mayGrow { return buffer.grow() }
    // What has been scanned is dropped; a CR at the end has not been.
    let known = buffer.base[buffer.count - 1] == 0x0D ? buffer.count - 1 : buffer.count
    if !place.isSkipping {
      if passOpenQuote(upTo: known, moved: moved, place.offset, &outcome) { return }
      let problem = CSVProblem.tooLong(limit: options.maximumLineBytes, isQuoted: csv.scanner.isQuoted)
      reject(
        problem.reason, at: 0, count: known, errorOffset: options.maximumLineBytes, line: outcome.lines + 1,
        place.offset, &outcome, isCut: true)
      outcome.lines += CSVScanner.lineEnds(buffer.base, count: known)
    }
    place.isSkipping = true
    buffer.position = known
    place.offset += Int64(buffer.compact())
  }

  /// Passes over what is left of a record that is too long. False where it does not end yet.
  private func endSkipping(upTo end: Int, _ place: inout Place, _ outcome: inout SegmentOutcome) -> Bool {
    let start = UnsafePointer(buffer.base) + buffer.position
    let length = csv.scanner.skipOpenRecord(start, count: end - buffer.position)
    place.isSkipping = length == nil
    outcome.lines += CSVScanner.lineEnds(start, count: length ?? end - buffer.position)
    buffer.position += length ?? end - buffer.position
    return length != nil
  }

  /// Shreds the records that end before `end`. Where there is more than a block of them, because the buffer has grown for a record that turned
  /// out to be many, they are encoded a block at a time, lest their columns take many times their bytes.
  private func shredBlocks(
    upTo end: Int, _ columns: CSVColumns, _ offset: Int64, _ outcome: inout SegmentOutcome
  ) throws {
    var reach = RecordBuffer.blockSize + RecordBuffer.leastRoom
    while buffer.position + reach < end {
      let start = buffer.position
      shredRecords(upTo: start + reach, columns, offset, &outcome)
      if buffer.position == start { reach *= 2 } else { try encodeBatch() }
    }
    shredRecords(upTo: end, columns, offset, &outcome)
  }

  /// Shreds the records that end before `end`.
  private func shredRecords(
    upTo end: Int, _ columns: CSVColumns, _ offset: Int64, _ outcome: inout SegmentOutcome
  ) {
    let base = UnsafePointer(buffer.base)
    shredder.base = base
    let firstRow = shredder.row
    let start = buffer.position
    csv.scanner.restart(at: start)
    while csv.scanner.position < end {
      csv.scanner.scanWindow(base, upTo: end)
      collect(base, offset, &outcome)
      shredder.shred(csv, columns, options.csv)
    }
    buffer.position = csv.scanner.openRecord
    outcome.lines += csv.scanner.lines - CSVScanner.lineEnds(base + buffer.position, count: end - buffer.position)
    outcome.rows += Int(shredder.row - firstRow)
    outcome.droppedRecords += transforming?.takeDropped() ?? 0
  }

  /// Takes the good records of a window; notes the bad ones.
  private func collect(
    _ base: UnsafePointer<UInt8>, _ offset: Int64, _ outcome: inout SegmentOutcome
  ) {
    csv.removeAll()
    let start = csv.scanner.openRecord
    let end = csv.scanner.foundEnd
    let isUTF8 = mr_utf8_valid_prefix(base + start, end - start) == end - start
    let mayBeTooLong = end - start > options.maximumLineBytes
    let isTransforming = rowLines != nil
    while let row = csv.nextRow(base, givesAll: isTransforming || mayBeTooLong || !isUTF8) {
      if row.isBad || !isUTF8 || mayBeTooLong, let problem = problem(of: row) {
        reject(row, problem.problem.reason, problem.errorOffset, offset, &outcome)
      } else if !isTransforming {
        csv.append(row)
      } else if let problem = shredTransformed(row) {
        reject(row, problem.reason, problem.errorOffset, offset, &outcome)
      }
    }
  }

  /// Shreds what the transforms make of a row; says what is wrong with it.
  private func shredTransformed(_ row: CSVRow) -> (reason: String, errorOffset: Int)? {
    guard let columns = rowLines?.columnCount else { return nil }
    if row.count > columns {
      let problem = CSVProblem.tooManyFields(row.count, columns: columns)
      return (problem.reason, row.field(columns).start - row.start)
    }
    rowLines?.set(row)
    let isGood = rowLines?.withLine { shred($0) != nil } ?? false
    return isGood ? nil : (badRecordReason(shredder.scanner.failure?.code ?? .expectedObject), 0)
  }

  private func reject(
    _ row: CSVRow, _ reason: String, _ errorOffset: Int, _ offset: Int64,
    _ outcome: inout SegmentOutcome
  ) {
    // Earlier windows cannot be counted again: fields in them have been unescaped in place.
    let behind = CSVScanner.lineEnds(row.base + row.start, count: csv.scanner.position - row.start)
    let line = outcome.lines + 1 + csv.scanner.lines - behind
    reject(
      reason, at: row.start, count: row.textEnd - row.start, errorOffset: errorOffset, line: line, offset, &outcome)
  }

  private func problem(of row: CSVRow) -> (problem: CSVProblem, errorOffset: Int)? {
    let length = row.textEnd - row.start
    let limit = options.maximumLineBytes
    if length > limit { return (.tooLong(limit: limit, isQuoted: false), limit) }
    if row.isBad { return (.textBehindQuote, csv.scanner.textBehindQuote(row)) }
    let valid = mr_utf8_valid_prefix(row.base + row.start, length)
    return valid < length ? (.invalidText, valid) : nil
  }

  /// Notes, as a bad record, the lines from the open record's first to the one in which a quote opens that is not closed in time; reading goes
  /// on behind them. False where no such quote is open.
  ///
  /// - Parameter moved: bytes by which the buffer's have moved to the front since they were scanned.
  private func passOpenQuote(
    upTo end: Int, moved: Int = 0, _ offset: Int64, _ outcome: inout SegmentOutcome
  ) -> Bool {
    let base = UnsafePointer(buffer.base)
    let start = buffer.position
    guard let behind = csv.scanner.lineBehindOpenQuote(base - moved, upTo: end + moved), behind - moved < end else {
      return false
    }
    let next = behind - moved
    let limit = options.maximumLineBytes
    let problem = end - start > limit ? CSVProblem.tooLong(limit: limit, isQuoted: true) : .openQuote
    reject(
      problem.reason, at: start, count: CSVScanner.textEnd(base, before: next) - start,
      errorOffset: csv.scanner.openField - moved - start, line: outcome.lines + 1, offset, &outcome)
    outcome.lines += CSVScanner.lineEnds(base + start, count: next - start)
    buffer.position = next
    return true
  }

  /// The input has ended: a record that is open then has a quote that was never closed.
  private func rejectOpenRecord(_ offset: Int64, added: Int, _ outcome: inout SegmentOutcome) {
    let start = buffer.position
    let count = buffer.count - added - start
    guard count > 0 else { return }
    let limit = options.maximumLineBytes
    let problem = count > limit ? CSVProblem.tooLong(limit: limit, isQuoted: true) : .openQuote
    reject(
      problem.reason, at: start, count: count,
      errorOffset: csv.scanner.openField - start, line: outcome.lines + 1, offset, &outcome)
    outcome.lines += CSVScanner.lineEnds(buffer.base + start, count: buffer.count - start)
    buffer.position = buffer.count
  }

  private func reject(
    _ reason: String, at start: Int, count: Int, errorOffset: Int, line: Int, _ offset: Int64,
    _ outcome: inout SegmentOutcome, isCut: Bool = false
  ) {
    let bytes = UnsafeBufferPointer(start: buffer.base + start, count: min(count, BadRecord.maximumBytes))
    outcome.badRecords.append(
      BadRecord(
        input: outcome.input, line: line, byteOffset: offset + Int64(start), errorOffset: min(errorOffset, count),
        reason: reason, bytes: Array(bytes), isCut: isCut || count > BadRecord.maximumBytes))
  }
}
