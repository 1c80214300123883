import Millrace
import MillraceStorage

/// What a run came to; printed by `--json` as it stands.
struct RunFacts: Encodable {
  var pipeline: String
  /// `idle` or `stopped`.
  var ending: String
  var filesFound: Int
  var filesCompleted: Int
  var filesQuarantined: Int
  var filesFailed: Int
  /// Files and folders that could not be read.
  var unreadable: Int
  var manifestsCompleted: Int
  var rows: Int64
  var badRecords: Int64
  /// Records that the transforms have dropped.
  var droppedRecords: Int64
  var bytesRead: Int64
  var bytesWritten: Int64
  var seconds: Double
  /// The folder of the Parquet files.
  var output: String
  var quarantine: String

  init(_ summary: RunSummary, configuration: PipelineConfiguration) {
    let progress = summary.progress
    pipeline = configuration.name
    ending = summary.ending.rawValue
    filesFound = progress.filesFound
    filesCompleted = progress.filesCompleted
    filesQuarantined = progress.filesQuarantined
    filesFailed = progress.filesFailed
    unreadable = progress.unreadable
    manifestsCompleted = progress.manifestsCompleted
    rows = progress.rows
    badRecords = progress.badRecords
    droppedRecords = progress.droppedRecords
    bytesRead = progress.bytesRead
    bytesWritten = progress.bytesWritten
    seconds = progress.elapsed / .seconds(1)
    output = configuration.outputName
    quarantine = configuration.quarantine.readable
  }

  /// Whether something that was found is not in the output.
  var isIncomplete: Bool { filesQuarantined > 0 || filesFailed > 0 || unreadable > 0 || badRecords > 0 }

  /// For a person.
  var text: String {
    var lines = [
      "\(pipeline): \(Quantity.counted(filesCompleted, "file")) converted, \(Quantity.counted(Int(rows), "row")), "
        + "\(Quantity.bytes(bytesRead)) → \(Quantity.bytes(bytesWritten)) in \(Quantity.duration(.seconds(seconds))) "
        + "(\(Quantity.rate(bytesRead, in: .seconds(seconds))))",
      "  output: \(Quantity.counted(manifestsCompleted, "Parquet file")) in \(output)",
    ]
    if droppedRecords > 0 {
      lines.append("  dropped by transforms: \(Quantity.counted(Int(droppedRecords), "record"))")
    }
    if badRecords > 0 || filesQuarantined > 0 {
      lines.append(
        "  quarantine: \(Quantity.counted(Int(badRecords), "bad record")) and \(Quantity.counted(filesQuarantined, "file"))"
          + " in \(quarantine); `millrace quarantine list` shows them")
    }
    if filesFailed > 0 { lines.append("  failed: \(Quantity.counted(filesFailed, "file")); the next run tries again") }
    if unreadable > 0 { lines.append("  unreadable: \(Quantity.counted(unreadable, "file or folder")), see above") }
    return lines.joined(separator: "\n")
  }
}

extension Address {
  /// As a person knows it: the path where it is one.
  var readable: String { scheme.isLocal && fragment == nil ? path : description }
}
