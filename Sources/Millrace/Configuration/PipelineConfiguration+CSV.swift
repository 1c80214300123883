internal import MillraceCSV

extension PipelineConfiguration {
  /// `format.csv`: how fields stand in records, and how the columns of a file are named.
  ///
  /// The default is RFC 4180 in UTF-8, with the names of the columns in the first record of each file.
  public struct CSV: Sendable, Equatable {
    /// `header`: where the names of the columns come from.
    public enum Header: Sendable, Equatable {
      /// The first record of each file.
      case firstRecord
      /// Nowhere: they are `column0`, `column1`, ….
      case none
      /// Here; the first record is data.
      case names([String])
    }

    /// `encoding`: how characters are bytes.
    public enum Encoding: String, Sendable, CaseIterable {
      /// With or without a byte-order mark.
      case utf8 = "utf-8"
      /// ISO 8859-1.
      case latin1 = "latin-1"
      /// In the order that the byte-order mark tells.
      case utf16 = "utf-16"
    }

    /// `delimiter`: what stands between fields; one ASCII character.
    public var delimiter: Character = ","
    /// `quote`: what fields are put in that hold delimiters or line ends; one ASCII character, or `nil` for none.
    public var quote: Character? = "\""
    /// `escape`: what within quotes stands before a quote, or itself, to mean just that. A doubled quote means one in any case.
    public var escape: Character?
    /// `header`: where the names of the columns come from.
    public var header = Header.firstRecord
    /// `encoding`: how characters are bytes.
    public var encoding = Encoding.utf8

    /// Every default.
    public init() {}
  }

  /// Reads CSV in a dialect: what `format: {csv: {…}}` says in a pipeline file. Where the source names no patterns, it takes the names
  /// that CSV has.
  ///
  /// - Throws: `ConfigurationError` where the characters cannot be told apart, or are no ASCII.
  public mutating func readCSV(_ csv: CSV) throws(ConfigurationError) {
    var dialect = CSVDialect()
    dialect.delimiter = try Self.byte(csv.delimiter, "delimiter")
    dialect.quote = try csv.quote.map { character throws(ConfigurationError) in try Self.byte(character, "quote") }
    dialect.escape = try csv.escape.map { character throws(ConfigurationError) in try Self.byte(character, "escape") }
    dialect.header =
      switch csv.header {
      case .firstRecord: .firstRecord
      case .none: .none
      case .names(let names): .names(names)
      }
    dialect.encoding =
      switch csv.encoding {
      case .utf8: .utf8
      case .latin1: .latin1
      case .utf16: .utf16
      }
    do throws(CSVDialectError) {
      try dialect.check()
    } catch {
      throw Self.problem("format.csv", error.message)
    }
    self.csv = dialect
    format = .csv
    completeMatch()
  }

  private static func byte(_ character: Character, _ key: String) throws(ConfigurationError) -> UInt8 {
    guard let byte = character.asciiValue else {
      throw problem("format.csv.\(key)", "must be one ASCII character, not “\(character)”")
    }
    return byte
  }

  private static func problem(_ key: String, _ message: String) -> ConfigurationError {
    ConfigurationError(file: "", problems: [ConfigurationProblem(key: key, message: "“\(key)”: \(message)")])
  }
}
