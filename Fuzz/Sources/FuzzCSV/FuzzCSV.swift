import Foundation
import MillraceCSV

/// `FuzzCSV mutate SECONDS SEED FOLDER` or `FuzzCSV answer` (for compare-csv-with-python).
@main
struct FuzzCSV {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let buffer = GuardedBuffer() else { return exit(message: "no memory could be mapped") }
    if arguments == ["answer"] { return answer(buffer) }
    guard arguments.count == 4, arguments[1] == "mutate", let seconds = Double(arguments[2]),
      let seed = UInt64(arguments[3])
    else { return exit(message: "usage: FuzzCSV mutate SECONDS SEED FOLDER | FuzzCSV answer") }
    var mutator = try Mutator(seed: seed, folder: arguments[4])
    let start = Date()
    var tried = 0
    var records = 0
    while tried % 256 != 0 || Date().timeIntervalSince(start) < seconds {
      records += check(mutator.next(), dialects[mutator.below(dialects.count)], &mutator, buffer)
      tried += 1
    }
    print("\(tried) texts, \(records) records in them: no difference")
  }

  private static let dialects: [CSVDialect] = {
    var semicolons = CSVDialect(delimiter: UInt8(ascii: ";"))
    semicolons.quote = UInt8(ascii: "'")
    semicolons.escape = UInt8(ascii: "\\")
    var escapes = CSVDialect()
    escapes.escape = UInt8(ascii: "\\")
    var plain = CSVDialect.tabs
    plain.quote = nil
    return [CSVDialect(), CSVDialect(), CSVDialect(), semicolons, escapes, plain]
  }()

  /// The number of records; ends the program when scanner, cutter or stream disagree with the reference.
  private static func check(
    _ given: [UInt8], _ dialect: CSVDialect, _ mutator: inout Mutator, _ buffer: GuardedBuffer
  ) -> Int {
    let text = given.last == 0x0A ? given : given + [0x0A]
    let reference = ReferenceReader(text, dialect)
    let stops = (0..<mutator.below(4)).map { _ in mutator.below(text.count + 1) }
    let scan = Scan(text, dialect, in: buffer, stops: stops)
    let expected = reference.records.map { record in
      record.isBad ? ReferenceReader.Record(isBad: true, end: record.end) : record
    }
    if scan.records != expected { report("other records", text) }
    if scan.openRecord != reference.openRecord { report("another open record", text) }
    if scan.lines != reference.lines { report("\(scan.lines) lines, not \(reference.lines)", text) }
    let end = Scan.lastEnd(text, dialect, in: buffer, stops: stops)
    if end != reference.openRecord ?? text.count { report("cut at \(end)", text) }
    checkStream(given, reference, dialect, &mutator)
    return reference.records.count
  }

  private static func checkStream(
    _ text: [UInt8], _ reference: ReferenceReader, _ dialect: CSVDialect, _ mutator: inout Mutator
  ) {
    var dialect = dialect
    dialect.header = .none
    guard !text.starts(with: [0xEF, 0xBB]), !text.starts(with: [0xFF, 0xFE]), !text.starts(with: [0xFE, 0xFF]),
      String(validating: text, as: UTF8.self) != nil, reference.records.first?.isBad == false
    else { return }
    let columns = reference.records.first?.fields.count ?? 0
    var stream = CSVRecordStream(dialect)
    var found: [Bool] = []
    var from = 0
    do {
      repeat {
        let to = min(text.count, from + 1 + mutator.below(300))
        try text[from..<to].withUnsafeBytes { piece in
          try stream.add(piece, isLast: to == text.count) { record in
            if case .row = record { found.append(true) } else { found.append(false) }
          }
        }
        from = to
      } while from < text.count
    } catch { report("\(error)", text) }
    let expected = ReferenceReader.verdicts(text.last == 0x0A ? text : text + [0x0A], dialect, columns: columns)
    if found != expected { report("the stream found others", text) }
  }

  private static func report(_ difference: String, _ text: [UInt8]) {
    exit(message: "\(difference): \(text.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())")
  }

  private static func exit(message: String) {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    Foundation.exit(1)
  }

  /// Reads texts (a length of four bytes, little-endian, then the text) and answers each with the number of its records, and for each
  /// of these the number of its fields (all ones: a bad record), and for each field its length and text.
  private static func answer(_ buffer: GuardedBuffer) {
    let input = FileHandle.standardInput.readDataToEndOfFile()
    var at = 0
    var output = Data()
    func append(_ number: UInt32) { withUnsafeBytes(of: number.littleEndian) { output.append(contentsOf: $0) } }
    while at + 4 <= input.count {
      let length = (0..<4).reduce(0) { $0 | Int(input[at + $1]) << (8 * $1) }
      let text = Array(input[(at + 4)..<(at + 4 + length)])
      at += 4 + length
      let scan = Scan(text.last == 0x0A ? text : text + [0x0A], CSVDialect(), in: buffer, stops: [])
      append(UInt32(scan.records.count + (scan.openRecord == nil ? 0 : 1)))
      for record in scan.records {
        append(record.isBad ? .max : UInt32(record.fields.count))
        for field in record.fields {
          append(UInt32(field.text.count))
          output.append(contentsOf: field.text)
        }
      }
      if scan.openRecord != nil { append(.max) }
    }
    FileHandle.standardOutput.write(output)
  }
}
