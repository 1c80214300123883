/// The bytes of one sample file, made piece by piece.
package struct SampleStream {
  /// Records written so far, bad ones among them.
  package private(set) var records = 0
  /// Records that were damaged on purpose, in order.
  package private(set) var badLines: [BadLine] = []

  private let options: SampleOptions
  private let badKinds: [BadLineKind]
  private var source: WebEventSource
  private var text = TextBuffer()
  /// Bytes of the pieces handed out before.
  private var written = 0
  private var line = 1
  private var isFinished = false

  /// An average record's size in bytes, which sets how densely a file fills its part of the day.
  private static let typicalRecord = 770
  private static let pieceSize = 1 << 20
  /// Written after the last record of a JSON file.
  private static let arrayEnd: StaticString = "\n]\n"

  /// `file` is one of `options.files`.
  package init(_ file: SampleFile, options: SampleOptions) {
    self.options = options
    badKinds = BadLineKind.kinds(of: options.format)
    source = WebEventSource(
      seed: options.seed, stream: file.index, window: file.window,
      expectedRecords: options.fileSize / Self.typicalRecord)
  }

  /// The next piece of about a mebibyte, or the whole rest if that is less; nil at the end.
  package mutating func next() -> [UInt8]? {
    guard !isFinished else { return nil }
    text.bytes.reserveCapacity(Self.pieceSize + 8192)
    if written == 0 { appendHead() }
    while text.count < Self.pieceSize, !isFinished { appendRecord() }
    written += text.count
    defer { text.bytes = [] }
    return text.bytes
  }

  /// The whole rest of the file at once.
  package mutating func remaining() -> [UInt8] {
    var all: [UInt8] = []
    while let piece = next() { all.append(contentsOf: piece) }
    return all
  }

  private mutating func appendHead() {
    switch options.format {
    case .ndjson: break
    case .csv:
      text.appendCSVHeader()
      text.append("\n")
      line += 1
    case .json:
      for number in 0..<options.commentLines {
        text.append("// exported by shop-events, part ")
        text.append(decimal: UInt64(number + 1))
        text.append(" of the header: {not json}\n")
        line += 1
      }
      text.append("[\n")
      line += 1
    }
  }

  /// Appends one record, or, where it does not fit any more, the end of the file.
  private mutating func appendRecord() {
    let start = text.count
    if options.format == .json, records > 0 { text.append(",\n") }
    let recordStart = text.count
    let event = source.next()
    if options.format == .csv { text.append(csv: event) } else { text.append(json: event) }
    let bad = source.happens(perMillion: options.badPerMillion) ? badKinds[source.pick(below: badKinds.count)] : nil
    if let bad { text.damage(recordFrom: recordStart, as: bad, in: options.format) }
    let recordEnd = text.count
    if options.format != .json { text.append("\n") }
    let end = written + text.count + (options.format == .json ? Self.arrayEnd.utf8CodeUnitCount : 0)
    guard records == 0 || end <= options.fileSize else {
      text.bytes.removeSubrange(start...)
      finish()
      return
    }
    if options.format == .json, records > 0 { line += 1 }
    if let bad {
      badLines.append(
        BadLine(line: line, byteOffset: written + recordStart, length: recordEnd - recordStart, kind: bad))
    }
    if options.format == .ndjson { line += 1 }
    if options.format == .csv { line += text.bytes[recordStart...].count { $0 == 0x0A } }
    records += 1
  }

  private mutating func finish() {
    isFinished = true
    if options.format == .json { text.append(Self.arrayEnd) }
  }
}
