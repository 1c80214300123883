internal import MillraceCSV

/// Reading CSV at any place.
extension InputRange {
  private static let window = 256 << 10
  private static let firstLook = 16 << 10

  /// What the input, which is not compressed, begins with.
  func csvBeginning(_ dialect: CSVDialect) throws -> CSVBeginning {
    var count = Self.firstLook
    while true {
      let window = UnsafeMutableRawBufferPointer.allocate(byteCount: count + CSVScanner.padding, alignment: 16)
      defer { window.deallocate() }
      let filled = try peek(into: UnsafeMutableRawBufferPointer(rebasing: window[..<count]), at: 0)
      window[filled...].initializeMemory(as: UInt8.self, repeating: 0)
      let bytes = window.bindMemory(to: UInt8.self)
      if let base = bytes.baseAddress,
        let found = try CSVBeginning.read(base, count: filled, isWhole: Int64(filled) >= size, dialect)
      {
        return found
      }
      count *= 8
    }
  }

  /// The place behind the first record that ends at `place` or later, or the end of the input.
  ///
  /// - Parameter start: where a record begins, at or before `place`.
  func endOfRecord(from start: Int64, atLeast place: Int64, _ dialect: CSVDialect) throws -> Int64 {
    var cutter = CSVCutter(dialect)
    var at = start
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.window + CSVScanner.padding, alignment: 64)
    defer { memory.deallocate() }
    while at < size {
      let room = UnsafeMutableRawBufferPointer(rebasing: memory[..<Self.window])
      var count = try peek(into: room, at: at)
      if count == 0 { break }
      memory[count...].initializeMemory(as: UInt8.self, repeating: 0)
      // A CR may be the first half of a CRLF.
      if count > 1 && at + Int64(count) < size && memory[count - 1] == 0x0D { count -= 1 }
      guard let base = memory.bindMemory(to: UInt8.self).baseAddress else { break }
      let before = Int(min(max(place - at, 0), Int64(count)))
      _ = cutter.lastRecordEnd(base, count: before)
      if let end = cutter.recordEnd(base + before, count: count - before) { return at + Int64(before + end) }
      at += Int64(count)
    }
    return size
  }
}
