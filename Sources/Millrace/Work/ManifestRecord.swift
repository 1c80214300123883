internal import Foundation
internal import MillraceStorage

/// What a finished conversion gave, written down beside the manifest before its output is published.
///
/// A process that dies between publishing and telling the ledger leaves both behind; the next one need not convert again,
/// and need not have the inputs any more.
struct ManifestRecord: Codable {
  struct Input: Codable {
    let rows: Int64
    let badRecords: Int64
    /// Records that the transforms have dropped.
    let droppedRecords: Int64?
  }

  let manifest: String
  /// The key of the output; `nil` where there are no rows.
  let output: String?
  let outputBytes: Int64
  let rows: Int64
  /// In the order of the manifest's inputs.
  let inputs: [Input]

  init(_ manifest: Manifest, output: ObjectKey?, converted: ConvertedManifest) {
    self.manifest = manifest.id
    self.output = output?.text
    outputBytes = output == nil ? 0 : converted.outputBytes
    rows = converted.rows
    inputs = converted.inputs.map {
      Input(rows: $0.rows, badRecords: $0.badRecords, droppedRecords: $0.droppedRecords)
    }
  }

  var badRecords: Int64 { inputs.reduce(0) { $0 + $1.badRecords } }
  var droppedRecords: Int64 { inputs.reduce(0) { $0 + ($1.droppedRecords ?? 0) } }

  var result: ManifestResult {
    ManifestResult(
      outputs: output.map { [ManifestOutput(name: $0, size: outputBytes, rows: rows)] } ?? [],
      inputs: inputs.map { InputCounts(rows: $0.rows, badRecords: $0.badRecords) })
  }

  func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }

  init(json: [UInt8]) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(json))
  }
}
