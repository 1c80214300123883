internal import CMillraceSIMD
internal import MillraceCSV
internal import MillraceJSON

// Unsafe pointers here: records stand in padded buffers.

/// Records that cannot be sent.
extension RecordPacker {
  /// The line of a place behind the buffer's position, from 1.
  func lineNumber(_ place: UnsafePointer<UInt8>) -> Int {
    if let row { return row.place.line }
    return line + 1 + mr_count_newlines(buffer.start, max(0, place - buffer.start))
  }

  /// Where a place of the buffer is in the file; within a row, where the row begins.
  func byteOffset(_ place: UnsafePointer<UInt8>) -> Int64 { row?.place.byteOffset ?? buffer.fileOffset(place) }

  /// Notes the record from `start` to `end` as a bad one.
  mutating func reject(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, errorOffset: Int, reason: String, isCut: Bool = false,
    endsFile: Bool = false
  ) {
    // Of a row, what stands in the file is kept, not what has been made of it.
    let (start, end) = row.map { ($0.start, $0.end) } ?? (start, end)
    let length = end - start
    let kept = min(length, PackedBadRecord.maximumBytes)
    items.append(
      .bad(
        PackedBadRecord(
          ordinal: ordinal, line: lineNumber(start), byteOffset: byteOffset(start),
          errorOffset: min(errorOffset, length), reason: reason,
          bytes: Array(UnsafeBufferPointer(start: start, count: kept)), isCut: isCut || kept < length,
          endsFile: endsFile)))
    ordinal += 1
  }

  /// Notes that the file cannot be read any further: what begins at `start` is broken at `place`.
  mutating func endFile(
    _ start: UnsafePointer<UInt8>, brokenAt place: UnsafePointer<UInt8>, reason: String, isCut: Bool = true
  ) {
    let end = min(place + 1, buffer.end)
    reject(
      start, end, errorOffset: place - start, reason: "\(reason); nothing behind it can be read", isCut: isCut,
      endsFile: true)
    reading = .end
    buffer.position = buffer.count
  }

  var tooLongReason: String {
    "it is longer than the record limit of \(options.maximumRecordBytes) bytes; raise the limit to take it"
  }

  static var unclosedReason: String { "a comment begins with /* and is never closed; close it, or remove it" }
}
