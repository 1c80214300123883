internal import CMillraceSIMD

/// Writes rows as text: a JSON object on a line, or a record by RFC 4180.
///
/// Values are JSON strings, whatever they look like; an empty field without quotes, and one that the row does not have, is null.
/// The rows must be UTF-8 and have no more fields than there are columns, as those of `CSVRecordStream`.
package struct CSVRowText: Sendable {
  private let dialect: CSVDialect
  /// For each column what stands before its value: `{"first":`, `,"second":`.
  private let keys: [[UInt8]]
  private let header: CSVHeader

  package init(_ header: CSVHeader, _ dialect: CSVDialect) {
    self.header = header
    self.dialect = dialect
    keys = header.names.enumerated().map { position, name in
      var key: [UInt8] = [position == 0 ? UInt8(ascii: "{") : UInt8(ascii: ",")]
      key.append(UInt8(ascii: "\""))
      name.withUnsafeBufferPointer { Self.appendEscaped($0, to: &key) }
      key += [UInt8(ascii: "\""), UInt8(ascii: ":")]
      return key
    }
  }

  // MARK: JSON

  /// Appends a row as one JSON object, without a line end.
  package func appendJSON(_ row: CSVRow, to bytes: inout [UInt8]) {
    if keys.isEmpty { bytes.append(UInt8(ascii: "{")) }
    for (position, key) in keys.enumerated() {
      bytes += key
      let field =
        position < row.count ? row.field(position) : CSVField(start: 0, count: 0, isQuoted: false, hasEscapes: false)
      if field.isNull {
        bytes += [0x6E, 0x75, 0x6C, 0x6C]
      } else {
        bytes.append(UInt8(ascii: "\""))
        appendText(of: field, row.base, to: &bytes, Self.appendEscaped)
        bytes.append(UInt8(ascii: "\""))
      }
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private func appendText(
    of field: CSVField, _ base: UnsafePointer<UInt8>, to bytes: inout [UInt8],
    _ append: (UnsafeBufferPointer<UInt8>, inout [UInt8]) -> Void
  ) {
    if field.hasEscapes {
      CSVText.bytes(of: field, base, dialect).withUnsafeBufferPointer { append($0, &bytes) }
    } else {
      append(UnsafeBufferPointer(start: base + field.start, count: field.count), &bytes)
    }
  }

  /// Appends text as it stands between the quotes of a JSON string.
  private static func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var plain = 0
    for (i, byte) in text.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
      bytes += UnsafeBufferPointer(rebasing: text[plain..<i])
      plain = i + 1
      appendEscape(of: byte, to: &bytes)
    }
    bytes += UnsafeBufferPointer(rebasing: text[plain...])
  }

  private static func appendEscape(of byte: UInt8, to bytes: inout [UInt8]) {
    let short: UInt8? =
      switch byte {
      case 0x22, 0x5C: byte
      case 0x08: UInt8(ascii: "b")
      case 0x09: UInt8(ascii: "t")
      case 0x0A: UInt8(ascii: "n")
      case 0x0C: UInt8(ascii: "f")
      case 0x0D: UInt8(ascii: "r")
      default: nil
      }
    bytes.append(0x5C)
    if let short { return bytes.append(short) }
    let digits = Array("0123456789abcdef".utf8)
    bytes += [UInt8(ascii: "u"), 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  // MARK: CSV

  /// Appends the names of the columns as a record, without a line end.
  package func appendCSVHeader(to bytes: inout [UInt8]) {
    for (position, name) in header.names.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      name.withUnsafeBufferPointer { Self.appendQuotedIfNeeded($0, force: false, to: &bytes) }
    }
  }

  /// Appends a row as a record of the default dialect with as many fields as there are columns, without a line end.
  ///
  /// Fields are in quotes only where they need them; an empty string is `""`, null is nothing. A lone column's null is
  /// `""` as well, lest the line be blank.
  package func appendCSV(_ row: CSVRow, to bytes: inout [UInt8]) {
    for position in 0..<header.names.count {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      let field =
        position < row.count ? row.field(position) : CSVField(start: 0, count: 0, isQuoted: false, hasEscapes: false)
      let force = field.count == 0 && (field.isQuoted || header.names.count == 1)
      appendText(of: field, row.base, to: &bytes) { Self.appendQuotedIfNeeded($0, force: force, to: &$1) }
    }
  }

  private static func appendQuotedIfNeeded(
    _ text: UnsafeBufferPointer<UInt8>, force: Bool, to bytes: inout [UInt8]
  ) {
    guard force || text.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
      bytes += text
      return
    }
    bytes.append(0x22)
    for byte in text {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }
}
