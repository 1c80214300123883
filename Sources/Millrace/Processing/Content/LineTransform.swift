#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import CMillraceSIMD
internal import MillraceJSON

// Unsafe pointers here: lines are transformed where they stand in a padded buffer.

/// Applies the transforms of a pipeline to lines of JSON that arrive in pieces.
///
/// What cannot be transformed costs the object: it is tried again, and goes to quarantine in the end.
final class LineTransform {
  private var transformer: RecordTransformer
  private let scanner = JSONScanner(allowsNewlines: false)
  private let limit: Int
  /// The lines of a piece, behind the beginning of a line that the piece before has left.
  private let input = ByteArea()
  private let results = ByteArea()
  /// The number of the line.
  private var line = 0

  /// - Parameter limit: the longest line in bytes.
  init(_ transform: RecordTransform, limit: Int) {
    transformer = RecordTransformer(transform)
    self.limit = limit
  }

  /// What the transforms make of the lines that are whole with this piece.
  ///
  /// - Throws: `ProcessingError` where a line is too long, no JSON, or something that the transforms cannot be applied to.
  func apply(_ piece: [UInt8], isLast: Bool) throws -> [UInt8] {
    let searched = input.count
    input.append(piece)
    if isLast && input.count > 0 && input.base[input.count - 1] != 0x0A { input.append(0x0A) }
    results.count = 0
    var end = input.count
    while end > searched && input.base[end - 1] != 0x0A { end -= 1 }
    if end > searched {
      do {
        try applyLines(count: end)
      } catch {
        throw transformer.failure ?? error
      }
      input.removeFirst(end)
    }
    if input.count > limit { throw tooLong(line + 1) }
    return Array(results.bytes)
  }

  private func applyLines(count: Int) throws {
    var p = UnsafePointer(input.base)
    let end = p + count
    let valid = mr_utf8_valid_prefix(p, count)
    if valid < count { throw bad(line + mr_count_newlines(p, valid) + 1, "the bytes are not UTF-8") }
    while p < end {
      line += 1
      let start = scanner.skipSpace(p)
      p = start.pointee == 0x0A ? start + 1 : try applyLine(start)
    }
  }

  /// Returns the start of the next line.
  private func applyLine(_ start: UnsafePointer<UInt8>) throws -> UnsafePointer<UInt8> {
    let behind: UnsafePointer<UInt8>
    switch transformer.apply(start, allowsNewlines: false, into: results) {
    case .kept(let end):
      results.append(0x0A)
      behind = end
    case .dropped(let end): behind = end
    case .failed(_, let reason): throw bad(line, reason)
    case .malformed(let code, let position):
      throw bad(line, JSONError(code: code, offset: position - start).description)
    }
    let lineEnd = scanner.skipSpace(behind)
    guard lineEnd.pointee == 0x0A else {
      throw bad(line, JSONError(code: .trailingBytes, offset: lineEnd - start).description)
    }
    if lineEnd - start > limit { throw tooLong(line) }
    return lineEnd + 1
  }

  private func tooLong(_ line: Int) -> ProcessingError {
    ProcessingError(
      .lineTooLong,
      "line \(line) is longer than \(ByteSize.render(Int64(limit))); raise “line-limit” if it is to pass")
  }

  private func bad(_ line: Int, _ reason: String) -> ProcessingError {
    ProcessingError(.badRecord, "line \(line): the transforms cannot be applied: \(reason)")
  }
}
