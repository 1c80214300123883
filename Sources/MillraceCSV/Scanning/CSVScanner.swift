internal import CMillraceSIMD

/// Cuts a padded buffer into records and fields, exactly, a window at a time.
///
/// The buffer must be readable for `padding` bytes behind what is scanned, and the first of these must be no LF unless it is the
/// next byte of the input. A CR at the end of what is known so far should be left for the next scan: it may be half a CRLF.
/// One of the few places with unsafe code: it keeps offsets from a base that the caller gives with each call.
package struct CSVScanner: ~Copyable {
  /// Readable bytes that a buffer must have behind its end.
  package static let padding = 64
  /// Bytes that are best scanned at a time: they and the fields found in them stay in a core's level-1 cache.
  package static let window = 16 << 10

  /// Ends that may be written behind those that are found.
  private static let slack = Int(MR_CSV_SLACK)

  private let dialect: mr_csv_dialect
  private var state = mr_csv_state()
  private var index: mr_csv_index
  private var capacity = 0
  /// Up to where the buffer has been scanned.
  package private(set) var position = 0
  /// Where the record begins that is given next; when all have been given, the open one.
  package private(set) var openRecord = 0
  /// Records that have been given, and fields in them.
  private var given = 0
  private var fieldsGiven = 0

  package init(_ dialect: CSVDialect) {
    self.dialect = dialect.bytes
    capacity = Self.window + Self.padding
    index = mr_csv_index(
      ends: .allocate(capacity: capacity + Self.slack), end_count: 0, records: .allocate(capacity: capacity),
      record_count: 0)
  }

  deinit {
    index.ends.deallocate()
    index.records.deallocate()
  }

  /// Forgets everything; a record begins at `position`.
  package mutating func restart(at position: Int) {
    state = mr_csv_state()
    index.end_count = 0
    index.record_count = 0
    given = 0
    fieldsGiven = 0
    self.position = position
    openRecord = position
  }

  /// Goes on to `end`; all records that were found before must have been given.
  package mutating func scan(_ base: UnsafePointer<UInt8>, upTo end: Int) {
    dropGiven()
    reserve(end - position)
    withUnsafePointer(to: dialect) { mr_csv_scan($0, &state, base, position, end, &index) }
    position = end
  }

  /// Goes on by at most a window.
  package mutating func scanWindow(_ base: UnsafePointer<UInt8>, upTo end: Int) {
    scan(base, upTo: min(end, position + Self.window))
  }

  private mutating func reserve(_ additional: Int) {
    guard index.end_count + additional > capacity else { return }
    let larger = max(capacity * 2, index.end_count + additional)
    let ends = UnsafeMutablePointer<UInt32>.allocate(capacity: larger + Self.slack)
    let records = UnsafeMutablePointer<UInt32>.allocate(capacity: larger)
    ends.update(from: index.ends, count: index.end_count)
    records.update(from: index.records, count: index.record_count)
    index.ends.deallocate()
    index.records.deallocate()
    (index.ends, index.records, capacity) = (ends, records, larger)
  }

  /// The next record that has been found, in order; nil when all have been given. Its fields are there until the next scan.
  @inline(__always)
  package mutating func next(_ base: UnsafePointer<UInt8>) -> CSVRow? {
    guard given < index.record_count else { return nil }
    let entry = index.records[given]
    let end = Int(entry & ~CSVRow.escapesFlag)
    let row = CSVRow(
      base: base, start: openRecord, ends: index.ends + fieldsGiven, count: end - fieldsGiven,
      isBad: entry & CSVRow.escapesFlag != 0, dialectQuote: dialect.has_quote ? Int16(dialect.quote) : -1)
    given += 1
    fieldsGiven = end
    openRecord = row.end + 1
    return row
  }

  /// Where the last record that has been found ends, and the open one begins.
  package var foundEnd: Int {
    guard index.record_count > given else { return openRecord }
    let fields = Int(index.records[index.record_count - 1] & ~CSVRow.escapesFlag)
    return Int(index.ends[fields - 1] & ~CSVRow.escapesFlag) + 1
  }

  /// Forgets the records that have been given; what is known of the open one stays.
  private mutating func dropGiven() {
    index.end_count -= fieldsGiven
    for i in 0..<index.end_count { index.ends[i] = index.ends[i + fieldsGiven] }
    index.record_count = 0
    given = 0
    fieldsGiven = 0
  }

  /// Line ends up to the position since the last restart, those within quotes included.
  package var lines: Int { Int(state.lines) }

  /// Whether the open field is in quotes that have not been closed for certain.
  package var isQuoted: Bool {
    state.place != UInt8(MR_CSV_FIELD_START) && state.place != UInt8(MR_CSV_UNQUOTED)
  }

  /// Where the open field begins, once all records that have been found have been given.
  package var openField: Int {
    index.end_count == fieldsGiven ? openRecord : Int(index.ends[index.end_count - 1] & ~CSVRow.escapesFlag) + 1
  }

  /// Where reading may go on when the quote of the open record is taken to be never closed: behind the line in which it opens. Nil where no
  /// quote is open, or that line does not end before `end`.
  ///
  /// No byte is read more than twice for that, however many quotes are open: behind an open quote there are only pairs of quotes and escaped ones, as far
  /// as one has looked, and neither leaves a quote open where it is read as the beginning of a field.
  package func lineBehindOpenQuote(_ base: UnsafePointer<UInt8>, upTo end: Int) -> Int? {
    guard isQuoted else { return nil }
    var at = openField
    while at < end && base[at] != 0x0A && base[at] != 0x0D { at += 1 }
    guard at < end else { return nil }
    return base[at] == 0x0D && at + 1 < end && base[at + 1] == 0x0A ? at + 2 : at + 1
  }

  /// Passes over the rest of the open record in the next bytes of the input, which lie at `bytes`, padded as always.
  /// Returns how many bytes belong to it, its end included; nil where it does not end in them. Afterwards only `restart` makes sense.
  package mutating func skipOpenRecord(_ bytes: UnsafePointer<UInt8>, count: Int) -> Int? {
    let length = withUnsafePointer(to: dialect) { mr_csv_record_end($0, &state, bytes, count) }
    return length == 0 ? nil : length
  }

  /// The end of the text of the line that ends before `next`.
  package static func textEnd(_ base: UnsafePointer<UInt8>, before next: Int) -> Int {
    base[next - 1] == 0x0A && base[next - 2] == 0x0D ? next - 2 : next - 1
  }

  /// The line ends in a stretch of bytes, padded as always: LF, CRLF and CR.
  package static func lineEnds(_ start: UnsafePointer<UInt8>, count: Int) -> Int {
    if count <= 0 { return 0 }
    var state = mr_csv_state()
    var anything = mr_csv_dialect(delimiter: 0x0A, has_quote: false, quote: 0, escape: 0)
    _ = mr_csv_last_record_end(&anything, &state, start, count)
    return Int(state.lines)
  }

  /// Where in a bad record its text behind a closing quote begins, from the record's start.
  package func textBehindQuote(_ row: CSVRow) -> Int {
    var state = mr_csv_state()
    return withUnsafePointer(to: dialect) { dialect in
      var at = row.start
      while at < row.end {
        _ = mr_csv_record_end(dialect, &state, row.base + at, 1)
        if state.is_bad { return at - row.start }
        at += 1
      }
      return 0
    }
  }
}
