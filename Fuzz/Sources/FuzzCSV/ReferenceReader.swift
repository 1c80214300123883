import MillraceCSV

/// A plain reader of CSV, field by field, that shares no code with the scanner.
struct ReferenceReader {
  struct Field: Equatable {
    var text: [UInt8]
    var isQuoted: Bool
  }

  struct Record: Equatable {
    var fields: [Field] = []
    var isBad = false
    /// Behind its line end.
    var end = 0
  }

  private let text: [UInt8]
  private let dialect: CSVDialect
  private var at = 0
  private(set) var records: [Record] = []
  /// Where a record begins whose quote is never closed; nil where there is none.
  private(set) var openRecord: Int?
  /// Where the quote stands that is never closed.
  private(set) var openQuote: Int?
  /// Line ends, those within quotes included.
  private(set) var lines = 0

  /// - Parameter text: ends with a line end.
  init(_ text: [UInt8], _ dialect: CSVDialect) {
    self.text = text
    self.dialect = dialect
    while at < text.count && openRecord == nil { readRecord() }
    for (i, byte) in text.enumerated()
    where byte == 0x0A || (byte == 0x0D && (i + 1 == text.count || text[i + 1] != 0x0A)) {
      lines += 1
    }
  }

  private mutating func readRecord() {
    let start = at
    var record = Record()
    while true {
      guard let field = readField(&record) else {
        openRecord = start
        return
      }
      record.fields.append(field)
      guard at < text.count else { break }
      let byte = text[at]
      at += 1
      if byte == dialect.delimiter { continue }
      if byte == 0x0D && at < text.count && text[at] == 0x0A { at += 1 }
      break
    }
    record.end = at
    let isBlank = record.fields.count == 1 && record.fields[0].text.isEmpty && !record.fields[0].isQuoted
    if !isBlank || record.isBad { records.append(record) }
  }

  /// Whether each record of a file is good, read on behind the lines in which quotes open that are never closed.
  static func verdicts(_ text: [UInt8], _ dialect: CSVDialect, columns: Int) -> [Bool] {
    var verdicts: [Bool] = []
    var rest = text
    while true {
      let reader = ReferenceReader(rest, dialect)
      verdicts += reader.records.map { !$0.isBad && $0.fields.count <= columns }
      guard let quote = reader.openQuote else { return verdicts }
      verdicts.append(false)
      guard let end = rest[quote...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return verdicts }
      let isPair = rest[end] == 0x0D && end + 1 < rest.count && rest[end + 1] == 0x0A
      rest.removeSubrange(...(isPair ? end + 1 : end))
    }
  }

  private func endsField(_ byte: UInt8) -> Bool { byte == dialect.delimiter || byte == 0x0A || byte == 0x0D }

  /// Nil where a quote is never closed.
  private mutating func readField(_ record: inout Record) -> Field? {
    var field = Field(text: [], isQuoted: false)
    if at < text.count, let quote = dialect.quote, text[at] == quote {
      field.isQuoted = true
      let opening = at
      at += 1
      guard readQuoted(quote, &field) else {
        openQuote = opening
        return nil
      }
      if at < text.count && !endsField(text[at]) { record.isBad = true }
    }
    while at < text.count && !endsField(text[at]) {
      field.text.append(text[at])
      at += 1
    }
    return field
  }

  /// Reads up to and with the closing quote.
  private mutating func readQuoted(_ quote: UInt8, _ field: inout Field) -> Bool {
    while at < text.count {
      let byte = text[at]
      let next = at + 1 < text.count ? text[at + 1] : nil
      if let escape = dialect.escape, byte == escape, let next {
        if next != quote && next != escape { field.text.append(byte) }
        field.text.append(next)
        at += 2
      } else if byte == quote && next == quote {
        field.text.append(quote)
        at += 2
      } else if byte == quote {
        at += 1
        return true
      } else {
        field.text.append(byte)
        at += 1
      }
    }
    return false
  }
}
