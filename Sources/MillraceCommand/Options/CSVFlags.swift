import ArgumentParser
import MillraceCSV

/// The options that say how fields stand in a CSV file.
struct CSVFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Between fields: one character, or tab. Default: a comma; a tab where all inputs are .tsv.", valueName: "char"))
  var delimiter: CharacterArgument?

  @Option(
    help: ArgumentHelp("Around fields with delimiters or line ends in them: one character, or none.", valueName: "char")
  )
  var quote: CharacterArgument = .quote

  @Option(help: ArgumentHelp("Before a quote within quotes. Default: none but the doubled quote.", valueName: "char"))
  var escape: CharacterArgument?

  @Flag(inversion: .prefixedNo, help: "Whether the first record of each file names the columns.")
  var header = true

  @Option(help: ArgumentHelp("The names of the columns; the first record is data then.", valueName: "a,b,c"))
  var names: String?

  @Option(help: "utf-8, latin-1 or utf-16.")
  var encoding = CSVEncoding.utf8

  func check() throws {
    do throws(CSVDialectError) {
      try dialect(forInputs: []).check()
    } catch {
      throw ValidationError("\(error.message).")
    }
  }

  func dialect(forInputs files: [String]) -> CSVDialect {
    var dialect = FormatArgument.all(files, endIn: [".tsv"]) ? CSVDialect.tabs : CSVDialect()
    if let byte = delimiter?.byte { dialect.delimiter = byte }
    dialect.quote = quote.byte
    dialect.escape = escape?.byte
    dialect.encoding = encoding
    if let names {
      dialect.header = .names(names.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    } else if !header {
      dialect.header = .none
    }
    return dialect
  }
}

/// One ASCII character on the command line; `tab` for one that is hard to type, `none` for no character.
struct CharacterArgument: ExpressibleByArgument {
  static let quote = CharacterArgument(byte: UInt8(ascii: "\""))

  /// Nil for none.
  var byte: UInt8?

  private init(byte: UInt8?) { self.byte = byte }

  init?(argument: String) {
    switch argument {
    case "tab", "\\t": byte = 0x09
    case "none": byte = nil
    default:
      guard argument.utf8.count == 1, let first = argument.utf8.first else { return nil }
      byte = first
    }
  }

  var defaultValueDescription: String { byte.map { String(UnicodeScalar($0)) } ?? "none" }
}

extension CSVEncoding: ExpressibleByArgument {}
