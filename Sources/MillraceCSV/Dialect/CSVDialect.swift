internal import CMillraceSIMD

/// How records and fields stand in a CSV file.
///
/// The default is RFC 4180: commas, double quotes, a quote within quotes doubled, and the names of the columns in the first
/// record. Records end at LF, CRLF or CR; a quote has its meaning only at the start of a field.
package struct CSVDialect: Sendable, Equatable {
  /// What stands between fields: any ASCII character but line ends, the quote and the escape.
  package var delimiter = UInt8(ascii: ",")
  /// What fields with delimiters and line ends in them are put in; nil: nothing, every byte but delimiters and line ends is text.
  package var quote: UInt8? = UInt8(ascii: "\"")
  /// Within quotes, stands before a quote or itself to mean just that; before anything else it is text. A doubled
  /// quote means a quote in any case, and alone where this is nil.
  package var escape: UInt8?
  package var header = CSVHeaderRule.firstRecord
  package var encoding = CSVEncoding.utf8

  package init() {}

  package init(delimiter: UInt8) { self.delimiter = delimiter }

  /// Fields between tabs.
  package static let tabs = CSVDialect(delimiter: UInt8(ascii: "\t"))

  /// Looks whether the characters can be told apart.
  package func check() throws(CSVDialectError) {
    for byte in [delimiter, quote, escape].compactMap(\.self)
    where byte >= 0x80 || byte == 0x0A || byte == 0x0D || byte == 0 {
      throw CSVDialectError(message: "delimiter, quote and escape must each be one ASCII character, and no line end")
    }
    if delimiter == quote { throw CSVDialectError(message: "delimiter and quote must be different characters") }
    if delimiter == escape { throw CSVDialectError(message: "delimiter and escape must be different characters") }
    if quote == nil && escape != nil {
      throw CSVDialectError(message: "an escape has a meaning only within quotes; set a quote, or leave the escape out")
    }
    if case .names(let names) = header, names.isEmpty {
      throw CSVDialectError(message: "the list of column names is empty; name the columns, or use header: false")
    }
  }

  /// The dialect as the scanner's loops want it.
  var bytes: mr_csv_dialect {
    let quote = quote ?? UInt8(ascii: "\"")
    return mr_csv_dialect(delimiter: delimiter, has_quote: self.quote != nil, quote: quote, escape: escape ?? quote)
  }
}

/// Where the names of the columns come from.
package enum CSVHeaderRule: Sendable, Equatable {
  /// Each file's first record names its columns.
  case firstRecord
  /// Nothing names them: they are `column0`, `column1`, ….
  case none
  /// These are the names; the first record is data.
  case names([String])
}

/// Why a dialect cannot be.
package struct CSVDialectError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong and what to do.
  package var message: String

  package var description: String { message }
}
