internal import MillraceCSV
internal import MillraceJSON

// Unsafe pointers here: rows stand in the reader's buffer.

/// CSV: records are the rows, as objects with the header's names. Rows are always counted from the beginning of the file.
extension RecordPacker {
  mutating func readRows(_ reader: RowReader, isLast: Bool) {
    let bytes = UnsafeRawBufferPointer(start: buffer.start, count: buffer.rest)
    do {
      try reader.add(bytes, isLast: isLast) { record in
        switch record {
        case .row(let row, let place): pack(row, place, reader)
        case .bad(let bad, let place): reject(bad, place)
        }
      }
    } catch {
      items.append(
        .bad(
          PackedBadRecord(
            ordinal: ordinal, line: 1, byteOffset: 0, errorOffset: 0, reason: "\(error)", bytes: [], isCut: false,
            endsFile: true)))
      ordinal += 1
      reading = .end
    }
    row = nil
    buffer.position = buffer.count
  }

  private mutating func pack(_ row: CSVRow, _ place: CSVPlace, _ reader: RowReader) {
    if place.ordinal < ordinal { return }
    self.row = OpenRow(place: place, start: row.base + row.start, end: row.base + row.textEnd)
    reader.withJSON(row) { json in
      guard let start = json.baseAddress else { return }
      let mark = message.area.count
      message.beginRecord()
      let begin = message.area.count
      switch transformer.apply(start, allowsNewlines: false, into: message.area) {
      case .kept(let end):
        keep(Source(start: start, end: end, next: buffer.start, nextLine: 0), mark: mark, begin: begin)
      case .dropped:
        message.area.count = mark
        ordinal += 1
        dropped += 1
      case .failed(let end, let reason):
        message.area.count = mark
        reject(start, end, errorOffset: 0, reason: reason)
      case .malformed(let code, _):
        message.area.count = mark
        reject(start, start, errorOffset: 0, reason: Self.reason(code))
      }
    }
  }

  private mutating func reject(_ bad: CSVBadRecord, _ place: CSVPlace) {
    if place.ordinal < ordinal { return }
    items.append(
      .bad(
        PackedBadRecord(
          ordinal: ordinal, line: place.line, byteOffset: place.byteOffset, errorOffset: bad.errorOffset,
          reason: bad.problem.reason, bytes: bad.bytes, isCut: bad.isCut, endsFile: false)))
    ordinal += 1
  }
}
