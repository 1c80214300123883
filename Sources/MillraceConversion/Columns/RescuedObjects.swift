internal import MillraceJSON
internal import MillraceParquet

/// The JSON objects that the rows of a batch have in `_rescued`.
struct RescuedObjects {
  /// Bytes behind the text that column writers may read.
  private static let padding = 64

  private var text: [UInt8] = []
  private var spans: [ByteSpan] = []
  private var rows: [Int] = []
  /// Values in all objects.
  private(set) var valueCount = 0

  /// - Parameter base: where the spans of the rescued values count from.
  init(_ rescues: [Rescue], base: UnsafePointer<UInt8>) {
    // Values found while shredding come before those found while converting: both in the order of the input.
    let sorted = rescues.enumerated().sorted { ($0.element.row, $0.offset) < ($1.element.row, $1.offset) }
    var first = 0
    while first < sorted.count {
      var end = first + 1
      while end < sorted.count && sorted[end].element.row == sorted[first].element.row { end += 1 }
      append(sorted[first..<end].map(\.element), base)
      first = end
    }
    text.append(contentsOf: [UInt8](repeating: 0, count: Self.padding))
  }

  private mutating func append(_ row: [Rescue], _ base: UnsafePointer<UInt8>) {
    let start = text.count
    var separator = UInt8(ascii: "{")
    for rescue in row {
      text.append(separator)
      separator = UInt8(ascii: ",")
      JSONString.appendQuoted(rescue.path, to: &text)
      text.append(UInt8(ascii: ":"))
      let value = UnsafeBufferPointer(start: base + Int(rescue.value.offset), count: Int(rescue.value.length))
      if rescue.isText { JSONString.appendQuoted(value, to: &text) } else { text += value }
      valueCount += 1
    }
    text.append(UInt8(ascii: "}"))
    spans.append(ByteSpan(offset: UInt32(start), length: UInt32(text.count - start)))
    rows.append(Int(row[0].row))
  }

  func feed(to writer: ByteArrayColumnWriter, batchRows: Int) {
    var nextRow = 0
    for row in rows {
      if row > nextRow { writer.appendAbsent(count: row - nextRow) }
      writer.appendPresent(count: 1)
      nextRow = row + 1
    }
    if nextRow < batchRows { writer.appendAbsent(count: batchRows - nextRow) }
    text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      writer.appendValues(base, spans, count: spans.count)
    }
  }
}
