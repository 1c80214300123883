import CMillraceSIMD
import MillraceCSV
import Testing

/// What is done with vectors must give what plain loops give.
struct CSVVectorTests {
  /// Bytes that mean something, and enough of others that fields are longer than a block now and then.
  private static func text(_ count: Int, seed: Int, others: Int) -> [UInt8] {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    let meaningful = Array("\",\n\r\"\"".utf8)
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let draw = Int(state >> 33) % (meaningful.count + others)
      return draw < meaningful.count ? meaningful[draw] : UInt8(ascii: "a") + UInt8(draw % 26)
    }
  }

  private struct Found: Equatable {
    var ends: [UInt32]
    var records: [UInt32]
    var place: UInt8
    var lines: UInt64
    var isEscaped: Bool
  }

  private typealias Scan = (
    UnsafePointer<mr_csv_dialect>, UnsafeMutablePointer<mr_csv_state>, UnsafePointer<UInt8>, Int, Int,
    UnsafeMutablePointer<mr_csv_index>
  ) -> Void

  /// Scans in steps of `step` bytes.
  private static func find(_ text: [UInt8], escape: UInt8, step: Int, _ scan: Scan) -> Found {
    let padded = text + [UInt8](repeating: 0, count: CSVScanner.padding)
    var dialect = mr_csv_dialect(delimiter: 0x2C, has_quote: true, quote: 0x22, escape: escape)
    var state = mr_csv_state()
    let room = text.count + Int(MR_CSV_SLACK)
    var index = mr_csv_index(
      ends: .allocate(capacity: room), end_count: 0, records: .allocate(capacity: room), record_count: 0)
    defer {
      index.ends.deallocate()
      index.records.deallocate()
    }
    padded.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      for from in stride(from: 0, to: text.count, by: step) {
        scan(&dialect, &state, base, from, min(from + step, text.count), &index)
      }
    }
    return Found(
      ends: Array(UnsafeBufferPointer(start: index.ends, count: index.end_count)),
      records: Array(UnsafeBufferPointer(start: index.records, count: index.record_count)), place: state.place,
      lines: state.lines, isEscaped: state.has_escapes)
  }

  @Test(arguments: [0, 2, 10, 60, 400], [0x22, 0x5C] as [UInt8])
  func findsTheSameFields(others: Int, escape: UInt8) {
    for seed in 0..<200 {
      let text = Self.text(1 + seed * 3, seed: seed, others: others)
      let plain = Self.find(text, escape: escape, step: .max / 2, mr_csv_scan_scalar)
      #expect(Self.find(text, escape: escape, step: .max / 2, mr_csv_scan) == plain)
      #expect(Self.find(text, escape: escape, step: 64 * 3, mr_csv_scan) == plain)
    }
  }

  /// Fields of quotes in pairs, as they stand within quotes, and others.
  @Test(arguments: [true, false])
  func dropsTheSameQuotes(inPairs: Bool) {
    for seed in 0..<400 {
      var field = Self.text(seed, seed: seed, others: seed % 30)
      if inPairs { field = field.flatMap { $0 == 0x22 ? [$0, $0] : [$0] } }
      var expected: [UInt8] = []
      var isSecond = false
      for byte in field {
        if !(byte == 0x22 && isSecond) { expected.append(byte) }
        isSecond = byte == 0x22 && !isSecond
      }
      // In place, with bytes behind it that must stay.
      var buffer = field + [1, 2, 3]
      let count = buffer.withUnsafeMutableBufferPointer { bytes in
        bytes.baseAddress.map { CSVText.unescape($0, count: field.count, CSVDialect(), into: $0) } ?? 0
      }
      #expect(Array(buffer[..<count]) == expected)
      #expect(Array(buffer.suffix(3)) == [1, 2, 3])
    }
  }
}
