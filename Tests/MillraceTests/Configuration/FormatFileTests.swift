import MillraceCSV
import Testing

@testable import Millrace

@Suite struct FormatFileTests {
  private static let pipeline = "source: {directory: ./inbox}\nsink: {parquet: {to: ./lake}}\n"

  private func parse(_ extra: String) throws -> PipelineConfiguration {
    try PipelineConfiguration.parse(Self.pipeline + extra, file: "p.yaml", currentFolder: "/w", environment: [:])
  }

  private func check(_ extra: String, _ change: (inout CSVDialect) -> Void) throws {
    let configuration = try parse(extra)
    var expected = CSVDialect()
    change(&expected)
    #expect(configuration.format == .csv)
    #expect(configuration.csv == expected)
    let again = try PipelineConfiguration.parse(
      configuration.rendered(), file: "p.yaml", currentFolder: "/w", environment: [:])
    #expect(again == configuration)
  }

  @Test func csvIsReadAndRendered() throws {
    try check("format: csv") { _ in }
    try check("format: {csv: {}}") { _ in }
    try check("format: {csv: {delimiter: \";\", quote: \"'\", escape: \"\\\\\", header: false, encoding: latin-1}}") {
      $0.delimiter = UInt8(ascii: ";")
      $0.quote = UInt8(ascii: "'")
      $0.escape = UInt8(ascii: "\\")
      $0.header = .none
      $0.encoding = .latin1
    }
    try check("format:\n  csv: {delimiter: tab, quote: none, header: [a, \"b c\"]}") {
      $0.delimiter = 0x09
      $0.quote = nil
      $0.header = .names(["a", "b c"])
    }
  }

  @Test func csvMatchesItsFiles() throws {
    guard case .directory(let source) = try parse("format: csv").source else { return #expect(Bool(false)) }
    for name in ["a.csv", "a.tsv.gz", "a.csv.zst"] {
      #expect(source.match.contains { $0.matches(Array(name.utf8)) })
    }
    #expect(!source.match.contains { $0.matches(Array("a.json".utf8)) })
  }

  @Test(arguments: [
    "format: {csv: {delimiter: \"\\\"\"}}", "format: {csv: {delimiter: ab}}", "format: {csv: {header: maybe}}",
    "format: {csv: {header: []}}", "format: {csv: {encoding: ascii}}", "format: {csv: {separator: \";\"}}",
    "format: {}",
    "format: xml",
  ])
  func mistakesAreNamed(extra: String) {
    #expect(throws: (any Error).self) { try parse(extra) }
  }
}
