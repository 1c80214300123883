import MillraceSampleData

/// What was generated, for `--json` and `--report`.
struct SampleReport: Codable, Sendable {
  struct File: Codable, Sendable {
    var path: String
    /// Bad ones among them.
    var records: Int
    /// Before compression.
    var bytes: Int64
    /// On disk.
    var storedBytes: Int64
    var bad: [Bad]
  }

  /// A record that was damaged on purpose.
  struct Bad: Codable, Sendable {
    /// From 1.
    var line: Int
    /// Of the line, in the uncompressed file.
    var byteOffset: Int
    var length: Int
    var kind: String

    init(_ bad: BadLine) {
      line = bad.line
      byteOffset = bad.byteOffset
      length = bad.length
      kind = bad.kind.rawValue
    }
  }

  var files: [File]

  var records: Int { files.reduce(0) { $0 + $1.records } }
  var bytes: Int64 { files.reduce(0) { $0 + $1.bytes } }
  var badRecords: Int { files.reduce(0) { $0 + $1.bad.count } }
}
