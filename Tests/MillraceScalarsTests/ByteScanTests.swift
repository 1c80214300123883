import CMillraceSIMD
import Testing

@Suite struct ByteScanTests {
  /// Text surrounded by 64 readable bytes, at every alignment.
  private func expectStops(_ body: (UnsafePointer<UInt8>) -> Int, filler: UInt8, isStop: (UInt8) -> Bool) {
    for length in 0..<70 {
      for byte in UInt8.min...UInt8.max where isStop(byte) {
        var text = [UInt8](repeating: filler, count: length + 128)
        text[length] = byte
        let stopped = text.withUnsafeBufferPointer { $0.baseAddress.map(body) }
        if stopped != length { Issue.record("byte \(byte) at \(length): \(stopped ?? -1)") }
      }
    }
  }

  @Test func stopsAtQuotesBackslashesAndControls() {
    for filler in [UInt8(ascii: "a"), 0x20, 0x7f, 0x80, 0xff] {
      expectStops({ mr_string_stop($0) - $0 }, filler: filler) { $0 < 0x20 || $0 == 0x22 || $0 == 0x5c }
    }
  }

  @Test func skipsWhitespaceOnly() {
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0d]
    for filler in blanks {
      expectStops({ mr_skip_whitespace($0) - $0 }, filler: filler) { !blanks.contains($0) }
    }
  }

  @Test func countsNewlines() {
    var generator = SeededGenerator(seed: 7)
    for length in 0..<300 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 8...12, using: &generator) }
      #expect(withExactBytes(bytes) { mr_count_newlines($0, $1) } == bytes.count { $0 == 10 })
    }
    let many = [UInt8](repeating: 10, count: 100_001)
    #expect(withExactBytes(many) { mr_count_newlines($0, $1) } == 100_001)
  }
}
