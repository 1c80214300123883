import CMillraceSIMD
import MillraceJSON

/// What the scanner makes of a text.
struct Scan: Equatable {
  var isAccepted = false
  /// The text of a string, when the whole value is one.
  var string: [UInt8]?
  /// Where the value ended, or where the scanner stopped.
  var offset = 0

  static let zeros = [UInt8](repeating: 0, count: JSONScanner.padding)

  /// A whole text.
  static func document(_ text: [UInt8], in buffer: GuardedBuffer, maximumDepth: Int) -> Scan {
    let exact = buffer.place(text, followedBy: [])
    guard mr_utf8_valid_prefix(exact, text.count) == text.count else { return Scan() }
    let start = buffer.place(text, followedBy: zeros)
    var scan = Scan(value: start, scanner: JSONScanner(allowsNewlines: true, maximumDepth: maximumDepth))
    if scan.offset < text.count { scan.isAccepted = false }
    return scan
  }

  /// The record at the start of a text, which a line feed ends; `following` are the bytes of the next records.
  static func line(_ text: [UInt8], followedBy following: [UInt8], in buffer: GuardedBuffer) -> Scan {
    let start = buffer.place(text, followedBy: [0x0A] + following)
    return Scan(value: start, scanner: JSONScanner(allowsNewlines: false))
  }

  private init() {}

  private init(value start: UnsafePointer<UInt8>, scanner: JSONScanner) {
    var scanner = scanner
    var kind = JSONKind.null
    let first = scanner.skipSpace(start)
    guard let end = scanner.scanValue(first, kind: &kind) else {
      offset = (scanner.failure?.position ?? start) - start
      return
    }
    isAccepted = true
    offset = scanner.skipSpace(end) - start
    guard kind == .string || kind == .escapedString else { return }
    let count = end - first - 2
    var text = [UInt8](repeating: 0, count: count)
    let length = JSONString.unescape(first + 1, count: count, into: &text)
    string = Array(text[..<length])
  }
}
