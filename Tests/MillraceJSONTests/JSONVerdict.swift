import CMillraceSIMD
import MillraceJSON

/// What the scanner makes of one text; nil is no error.
enum JSONVerdict {
  /// By the function for whole texts.
  static func ofDocument(_ bytes: [UInt8], maximumDepth: Int = JSONScanner.deepest) -> JSONError? {
    do {
      try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
        try JSONDocument.validate(buffer, maximumDepth: maximumDepth)
      }
      return nil
    } catch {
      return error
    }
  }

  static func ofDocument(_ text: String, maximumDepth: Int = JSONScanner.deepest) -> JSONError? {
    ofDocument(Array(text.utf8), maximumDepth: maximumDepth)
  }

  /// By the scanner itself, in a buffer whose padding ends at a page that cannot be read.
  static func atPageBoundary(_ bytes: [UInt8]) -> JSONError? {
    guard let exact = GuardedBytes(bytes, padding: 0), let padded = GuardedBytes(bytes, padding: JSONScanner.padding)
    else { return JSONError(code: .unexpectedEnd, offset: -1) }
    let valid = mr_utf8_valid_prefix(exact.start, exact.count)
    if valid < bytes.count { return JSONError(code: .invalidUTF8, offset: valid) }
    let start = UnsafePointer(padded.start)
    var scanner = JSONScanner(allowsNewlines: true)
    var kind = JSONKind.null
    guard let behind = scanner.scanValue(scanner.skipSpace(start), kind: &kind) else {
      guard let failure = scanner.failure else { return JSONError(code: .expectedValue, offset: -1) }
      return JSONError(code: failure.code, offset: failure.position - start)
    }
    let end = scanner.skipSpace(behind) - start
    return end < bytes.count ? JSONError(code: .trailingBytes, offset: end) : nil
  }
}
