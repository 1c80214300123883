import Foundation
import MillraceCSV
import MillraceJSON
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// Bad records of CSV that come back from quarantine, and dialects for users of the library.
@Suite struct CSVReleaseTests {
  private let place: StepFixture

  init() throws { place = try StepFixture() }

  private static let sink =
    "checks: {name: any}\nbad-records: {limit: none}\nsink: {parquet: {to: ./lake, batch: {age: 0s}}}"

  private func configuration(_ format: String, transforms: String = "- where: \"`true`\"") throws
    -> PipelineConfiguration
  {
    try place.parse(transforms, "format: \(format)\n\(Self.sink)")
  }

  /// Releases everything; the answer is the new files, as bytes.
  private func release(_ configuration: PipelineConfiguration) async throws -> [[UInt8]] {
    let store = QuarantineStore(store: try await DirectoryStore.open(at: configuration.quarantine.path))
    let ledger = try await SQLiteLedger.open(at: configuration.ledger.path)
    let release = QuarantineRelease(configuration: configuration, ledger: ledger, quarantine: store)
    var keys: [ObjectKey] = []
    try await store.forEach(kind: .badRecords) { keys.append($0.key) }
    var files: [[UInt8]] = []
    for key in keys {
      for path in try await release.releaseBadRecords(in: key).paths {
        files.append(Array(try Data(contentsOf: URL(filePath: path))))
      }
    }
    return files
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func recordsComeBackBelowTheHeaderOfTheirFileInItsDialect() async throws {
    // A delimiter in a name, and a record that is bad only for the program.
    try place.write("a.csv", ["id;'x;y'", "1;a", "2;'b' c", "3;d"])
    try place.python(#"say(record if record["id"] != "3" or os.path.exists(sys.argv[1]) else "no")"#)
    let ready = place.folder.file("ready")
    let dialect = #"{csv: {delimiter: ";", quote: "'"}}"#
    let configuration = try configuration(dialect, transforms: "- run: [./step, '\(ready)']")
    try await place.run(configuration)
    #expect(try place.badRecords().count == 2)
    try place.folder.write([], to: "ready")
    let files = try await release(configuration)
    #expect(files.map(text) == ["id;'x;y'\n2;'b' c\n3;d\n"])
    try await place.run(configuration)
    // One is good now; the other is as bad as it was.
    #expect(Set(try place.rows().compactMap { $0["id"]?.text }) == ["1", "3"])
    #expect(try place.rows().contains { $0["x;y"]?.text == "d" })
    #expect(try place.badRecords().compactMap { $0["text"]?.text } == ["2;'b' c"])
  }

  @Test func differentHeadersAndOpenQuotesMakeSeveralFiles() async throws {
    try place.write("a.csv", ["id,t", "1,\"a\" b", "2,\"open"])
    try place.write("b.csv", ["id,t", "3,\"c\" d"])
    try place.write("c.csv", ["t,id", "\"e\" f,4"])
    let configuration = try configuration("csv")
    try await place.run(configuration)
    let files = try await release(configuration).map(text)
    #expect(files.count == 3 && files.contains("t,id\n\"e\" f,4\n"))
    // Nothing stands behind what is never closed.
    #expect(files.contains { $0.hasPrefix("id,t\n") && $0.hasSuffix("2,\"open\n\n") || $0.hasSuffix("2,\"open\n") })
    #expect(files.joined().contains("3,\"c\" d\n"))
    let before = try place.badRecords().count
    try await place.run(configuration)
    #expect(before == 0)
    #expect(try place.badRecords().count == 4)
  }

  private func encode(_ text: String, _ encoding: String) -> [UInt8] {
    if encoding == "latin-1" { return text.unicodeScalars.map { UInt8($0.value) } }
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    return bytes
  }

  @Test(arguments: ["latin-1", "utf-16"]) func theyComeBackInTheEncodingOfTheirFile(encoding: String) async throws {
    try place.folder.write(encode("näme,b\n1,\"ü\" x\n2,é\n", encoding), to: "inbox/a.csv")
    let configuration = try configuration("{csv: {encoding: \(encoding)}}")
    try await place.run(configuration)
    let expected = encode("näme,b\n1,\"ü\" x\n", encoding)
    #expect(try await release(configuration) == [expected])
  }

  @Test func namedColumnsNeedNoHeader() async throws {
    try place.write("a.csv", ["1,\"a\" b", "2,c"])
    let configuration = try configuration("{csv: {header: [id, t]}}")
    try await place.run(configuration)
    #expect(try await release(configuration).map(text) == ["1,\"a\" b\n"])
  }

  @Test func aHeaderThatIsGoneWithItsFileIsAskedFor() async throws {
    try place.write("a.csv", ["id,t", "1,\"a\" b", "2,c"])
    let configuration = try configuration("csv")
    try await place.run(configuration)
    try FileManager.default.removeItem(atPath: place.folder.file("inbox/a.csv"))
    let error = await #expect(throws: PipelineError.self) { try await release(configuration) }
    #expect(error?.message.contains("need the header") == true)
    #expect(try place.badRecords().count == 1)
  }

  // MARK: The library

  @Test func aUserOfTheLibraryGivesADialect() throws {
    var configuration = PipelineConfiguration(
      name: "p", directory: "/in", output: "/out", state: "/state")
    var csv = PipelineConfiguration.CSV()
    csv.delimiter = "\t"
    csv.quote = nil
    csv.header = .names(["a", "b"])
    csv.encoding = .latin1
    try configuration.readCSV(csv)
    #expect(configuration.format == .csv)
    var expected = CSVDialect.tabs
    expected.quote = nil
    expected.header = .names(["a", "b"])
    expected.encoding = .latin1
    #expect(configuration.csv == expected)
    csv.delimiter = "é"
    #expect(throws: ConfigurationError.self) { try configuration.readCSV(csv) }
    csv.delimiter = "\""
    csv.quote = "\""
    #expect(throws: ConfigurationError.self) { try configuration.readCSV(csv) }
    #expect(configuration.csv == expected)
  }
}
