package import MillraceCompression
internal import MillraceJSON

// Unsafe pointers here: records stand in padded buffers.

/// Packs the records of one file into messages.
///
/// Bytes come in pieces of any size. The same file and options always give the same messages, however the bytes were cut. Memory
/// is bounded by the largest record and a message. Belongs to one thread at a time, and may not be used any more once it has thrown.
package final class FilePacker {
  let options: PackingOptions
  let junk: JunkFilter
  var buffer: PieceBuffer
  var scanner: JSONScanner
  /// The scanner where a line feed ends the record.
  let lineScanner: JSONScanner
  var transformer: RecordTransformer
  var grouping: RecordGrouping?
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
  /// Line feeds so far.
  var line: Int
  /// Whether the rest of a line that is too long is being passed over.
  var isSkippingLine = false
  /// With fewer bytes than these no attempt is made to read on, since the last one has shown that they do not suffice.
  private(set) var leastRest = 0

  /// - Parameter position: where to begin. The first bytes that are added must then be those at the position's `byteOffset`.
  package init(_ options: PackingOptions, startingAt position: PackingPosition = .start) {
    self.options = options
    junk = JunkFilter(options.junk, maximumBytes: options.maximumRecordBytes)
    buffer = PieceBuffer(offset: position.byteOffset)
    scanner = JSONScanner(allowsNewlines: true, maximumDepth: options.maximumDepth)
    lineScanner = JSONScanner(allowsNewlines: false, maximumDepth: options.maximumDepth)
    transformer = RecordTransformer(options.transform, maximumDepth: options.maximumDepth)
    grouping = options.group.map { RecordGrouping($0, maximumDepth: options.maximumDepth) }
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

  /// Takes the next bytes of the file.
  ///
  /// - Parameters:
  ///   - isLast: whether nothing follows; the message that is being filled is then given out, too.
  ///   - emit: is called for each item, in the order of the file.
  package func add<Failure: Error>(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool, emit: (PackedItem) throws(Failure) -> Void
  ) throws(Failure) {
    var taken = 0
    repeat {
      let room = buffer.room()
      let count = min(room.count, bytes.count - taken)
      room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[taken..<taken + count]))
      buffer.filled(count)
      taken += count
      try process(isLast: isLast && taken == bytes.count, emit)
    } while taken < bytes.count
  }

  /// Takes a whole file, compressed or not, from a source that begins at its first byte.
  ///
  /// - Throws: what the source and `emit` throw; `CompressionError` where the file cannot be inflated.
  package func add(
    contentsOf source: any ByteSource, limits: InflationLimits = InflationLimits(),
    emit: (PackedItem) throws -> Void
  ) throws {
    let inflated = InflatingSource(source, limits: limits)
    var toSkip = buffer.offset
    while true {
      let room = buffer.room()
      if toSkip > 0 {
        let part = UnsafeMutableRawBufferPointer(rebasing: room[..<Int(min(Int64(room.count), toSkip))])
        let count = try inflated.read(into: part)
        toSkip = count == 0 ? 0 : toSkip - Int64(count)
        continue
      }
      let count = try inflated.read(into: room)
      buffer.filled(count)
      try process(isLast: count == 0, emit)
      if count == 0 { return }
    }
  }

  private func process<Failure: Error>(
    isLast: Bool, _ emit: (PackedItem) throws(Failure) -> Void
  ) throws(Failure) {
    if isLast || buffer.rest >= leastRest {
      read(isLast: isLast)
      if isLast { finish() }
    }
    for item in items { try emit(item) }
    items.removeAll(keepingCapacity: true)
  }

  /// Reads as far as the bytes go.
  private func read(isLast: Bool) {
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
  func waitForMore() {
    leastRest = min(buffer.rest * 2, max(options.maximumRecordBytes, buffer.rest) + 1)
  }

  private func finish() {
    reading = .end
    buffer.position = buffer.count
    closeMessage(message.area.count, nextPosition: position)
  }
}
