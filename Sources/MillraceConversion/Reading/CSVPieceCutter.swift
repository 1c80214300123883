internal import MillraceCSV

/// Finds where records end in the pieces of a CSV file, which come one after the other.
struct CSVPieceCutter {
  private let dialect: CSVDialect
  private var cutter: CSVCutter
  private(set) var beginning: CSVBeginning?
  /// A CR that ended the last piece: it may be the first half of a CRLF.
  private var isHolding = false

  init(_ dialect: CSVDialect) {
    self.dialect = dialect
    cutter = CSVCutter(dialect)
  }

  /// Puts the byte that was held back at the beginning of the next piece; returns how many bytes that are.
  mutating func takeHeldByte(into piece: UnsafeMutableBufferPointer<UInt8>) -> Int {
    guard isHolding else { return 0 }
    piece[0] = 0x0D
    isHolding = false
    return 1
  }

  /// Where the last record in a piece ends, which has the scanner's padding behind its bytes.
  ///
  /// - Parameter count: the bytes of the piece; one less afterwards where the last one is held back.
  mutating func cut(
    _ piece: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int, isLast: Bool
  ) throws(CSVHeaderError) -> Int? {
    guard let base = piece.baseAddress, count > 0 else { return nil }
    if !isLast && piece[count - 1] == 0x0D {
      isHolding = true
      count -= 1
    }
    (base + count).initialize(repeating: 0, count: CSVScanner.padding)
    var start = 0
    if beginning == nil {
      guard let found = try CSVBeginning.read(base, count: count, isWhole: isLast, dialect) else {
        throw CSVHeaderError(reason: "is longer than 1 MiB")
      }
      beginning = found
      start = found.length
    }
    let end = cutter.lastRecordEnd(base + start, count: count - start)
    return end == 0 ? (start > 0 ? start : nil) : start + end
  }
}
