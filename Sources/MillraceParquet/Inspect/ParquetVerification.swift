/// The result of reading every page of a file and comparing it with what the metadata says.
package struct ParquetVerification: Sendable {
  /// What is wrong; empty for a sound file.
  package var findings: [ParquetFinding] = []
  /// Column chunks read.
  package var columnChunks = 0
  /// Pages read, dictionaries included.
  package var pages = 0
  /// Pages that carried a checksum, which was compared.
  package var checksums = 0
  /// Values read, nulls included.
  package var values: Int64 = 0

  package var isSound: Bool { findings.isEmpty }

  mutating func report(_ place: String, _ message: String) {
    findings.append(ParquetFinding(place: place, message: message))
  }
}
