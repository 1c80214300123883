import Foundation
import MillraceParquet
import MillraceTesting
import Testing

/// Files of other writers, read by us and by one of them.
@Suite(
  .enabled(
    if: PeerPython.path != nil,
    "MILLRACE_PYTHON names no Python with pyarrow, DuckDB and Polars; script/peers-venv makes one")
)
struct PeerFileTests {
  /// parquet-cpp counts only what it stores of DELTA_BYTE_ARRAY values, where all their bytes are meant.
  private static let knownFaultOfPeers = "unencoded_byte_array_data_bytes"

  @Test func everyFileReadsAsItsWriterReadsIt() throws {
    let directory = try TemporaryDirectory()
    let written = try PeerPython.run(PeerScripts.write, directory.path)
    try #require(written.status == 0, "\(written.output)")
    let files = try FileManager.default.contentsOfDirectory(at: directory.url, includingPropertiesForKeys: nil)
    #expect(files.count > 50)
    for url in files {
      let file = try ParquetFile(path: url.path)
      try writeRows(of: file, to: url.deletingPathExtension().appendingPathExtension("rows"))
      let findings = ParquetVerifier.verify(file).findings.filter { !$0.message.contains(Self.knownFaultOfPeers) }
      #expect(findings.map(\.description) == [], "\(url.lastPathComponent)")
    }
    let compared = try PeerPython.run(PeerScripts.compare, directory.path)
    #expect(compared.status == 0, "\(compared.output)")
    #expect(compared.output.contains("compared \(files.count)"))
  }

  private func writeRows(of file: ParquetFile, to url: URL) throws {
    var reader = try ParquetRowReader(file)
    var json: [UInt8] = []
    while try reader.appendNext(to: &json) { json.append(UInt8(ascii: "\n")) }
    try Data(json).write(to: url)
  }
}
