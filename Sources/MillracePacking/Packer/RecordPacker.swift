internal import MillraceJSON

// Unsafe pointers here: records stand in padded buffers.

/// What packs a file: a value, so that nothing is checked or counted when its parts are reached for each record.
struct RecordPacker: ~Copyable {
  let options: PackingOptions
  let junk: JunkFilter
  var buffer: PieceBuffer
  var scanner: JSONScanner
  /// The scanner where a line feed ends the record.
  let lineScanner: JSONScanner
  var transformer: RecordTransformer
  var grouping: RecordGrouping?
  let isGrouped: Bool
  var message: OpenMessage
  /// For CSV.
  private let rows: RowReader?
  var row: OpenRow?
  /// What has been found in the bytes so far and not handed out yet.
  var items: [PackedItem] = []

  /// What the file is read as.
  var reading: PackingPosition.Reading
  /// Records so far.
  var ordinal: Int
  /// Records so far that the transforms have dropped.
  var dropped = 0
  /// Line feeds so far.
  var line: Int
  /// Whether what the records are made of may hold U+FFFE or U+FFFF.
  var mayHoldNoncharacters = true
  /// Whether the rest of a line that is too long is being passed over.
  var isSkippingLine = false
  /// With fewer bytes than these no attempt is made to read on, since the last one has shown that they do not suffice.
  private(set) var leastRest = 0

  init(_ options: PackingOptions, startingAt position: PackingPosition) {
    self.options = options
    junk = JunkFilter(options.junk, maximumBytes: options.maximumRecordBytes)
    buffer = PieceBuffer(offset: position.byteOffset)
    scanner = JSONScanner(allowsNewlines: true, maximumDepth: options.maximumDepth)
    lineScanner = JSONScanner(allowsNewlines: false, maximumDepth: options.maximumDepth)
    transformer = RecordTransformer(options.transform, maximumDepth: options.maximumDepth)
    grouping = options.group.map { RecordGrouping($0, maximumDepth: options.maximumDepth) }
    isGrouped = options.group != nil
    message = OpenMessage(layout: options.layout)
    switch (options.format, position.reading) {
    case (.csv(let dialect), .start), (.csv(let dialect), .rows):
      reading = .rows
      rows = RowReader(dialect, maximumRecordBytes: options.maximumRecordBytes)
    case (.ndjson, .start):
      reading = .lines
      rows = nil
    default:
      reading = position.reading
      rows = nil
    }
    ordinal = position.record
    line = position.line
  }

  /// Reads what the buffer holds.
  /// - Parameter isLast: whether nothing follows; the message that is being filled is then closed, too.
  mutating func read(isLast: Bool) {
    if isLast || buffer.rest >= leastRest {
      readOn(isLast: isLast)
      if isLast { finish() }
    }
  }

  /// What has been found since the last time.
  mutating func takeItems() -> [PackedItem] {
    let found = items
    items = []
    return found
  }

  /// Reads as far as the bytes go.
  private mutating func readOn(isLast: Bool) {
    leastRest = 0
    if reading == .start && !open(isLast: isLast) { return }
    switch reading {
    case .start: break
    case .lines: readLines(isLast: isLast)
    case .values, .firstElement, .element, .comma, .trailer: readValues(isLast: isLast)
    case .rows: if let rows { readRows(rows, isLast: isLast) }
    case .end: buffer.position = buffer.count
    }
  }

  /// Where reading has come to.
  var position: PackingPosition {
    if reading == .rows { return PackingPosition(record: ordinal, byteOffset: 0, line: 0, reading: .rows) }
    return PackingPosition(
      record: ordinal, byteOffset: buffer.fileOffset(buffer.start), line: line, reading: reading)
  }

  /// Notes that more bytes are needed: so many that looking at all of them again costs no more than reading them.
  mutating func waitForMore() {
    leastRest = min(buffer.rest * 2, max(options.maximumRecordBytes, buffer.rest) + 1)
  }

  private mutating func finish() {
    reading = .end
    buffer.position = buffer.count
    closeMessage(message.area.count, nextPosition: position)
  }
}
