internal import MillraceCSV
internal import Yams

extension ConfigurationReader {
  private static let csvKeys = ["delimiter", "quote", "escape", "header", "encoding"]

  /// `format`: a name, or `{csv: {…}}`.
  func takeFormat(_ root: ConfigurationSection, into result: inout PipelineConfiguration) {
    guard case .mapping? = root.entries["format"] else { return root.takeChoice("format", into: &result.format) }
    guard let outer = root.section("format", known: ["csv"]) else { return }
    guard let node = outer.entries["csv"] else {
      return report(
        "“format” is empty; write ndjson, json, csv or {csv: {delimiter: \";\"}}", at: outer.node, key: "format")
    }
    result.format = .csv
    guard let section = outer.section("csv", known: Self.csvKeys) else { return }
    var dialect = CSVDialect()
    var quote = Optional(UInt8(ascii: "\""))
    section.take("delimiter", into: &dialect.delimiter, wanted: "one ASCII character, or tab") { Self.byte($0) }
    section.take("quote", into: &quote, wanted: "one ASCII character, or none", parse: Self.byteOrNone)
    section.take("escape", into: &dialect.escape, wanted: "one ASCII character, or none", parse: Self.byteOrNone)
    section.takeChoice("encoding", into: &dialect.encoding)
    dialect.quote = quote
    if let node = section.entries["header"], let rule = header(node, section) { dialect.header = rule }
    do throws(CSVDialectError) {
      try dialect.check()
      result.csv = dialect
    } catch {
      report("“format.csv”: \(error.message)", at: node, key: "format.csv")
    }
  }

  private func header(_ node: Node, _ section: ConfigurationSection) -> CSVHeaderRule? {
    guard case .sequence(let names) = node else {
      return value(node, key: section.fullKey("header"), wanted: "true, false, or a list of column names") {
        ["true": CSVHeaderRule.firstRecord, "false": CSVHeaderRule.none][$0]
      }
    }
    let texts = names.compactMap { text($0, key: section.fullKey("header"), wanted: "the name of a column") }
    return texts.count == names.count ? .names(texts) : nil
  }

  /// Nil within the result stands for none.
  private static func byteOrNone(_ text: String) -> UInt8?? {
    if text == "none" { return .some(nil) }
    guard let byte = Self.byte(text) else { return nil }
    return .some(byte)
  }

  private static func byte(_ text: String) -> UInt8? {
    if text == "tab" { return 0x09 }
    guard text.utf8.count == 1, let byte = text.utf8.first, byte != 0 else { return nil }
    return byte
  }
}
