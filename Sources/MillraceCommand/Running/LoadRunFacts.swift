import Millrace

/// What a run that loads files into a queue came to; printed by `--json` as it stands.
struct LoadRunFacts: Encodable {
  var pipeline: String
  /// `idle` or `stopped`.
  var ending: String
  /// Files that this run has claimed.
  var filesFound: Int
  /// Files whose records are all in the queue.
  var filesCompleted: Int
  var filesQuarantined: Int
  /// Files that others hold: they are at work, or have died over them.
  var filesHeld: Int
  /// Files and folders that could not be read.
  var unreadable: Int
  /// In messages that the queue has taken.
  var records: Int64
  var messages: Int
  /// Calls that took to send them.
  var batches: Int
  var badRecords: Int64
  /// Records that the transforms have dropped.
  var droppedRecords: Int64
  /// Records that were too large for a message.
  var oversizeRecords: Int
  /// Of completed files, as stored.
  var bytesRead: Int64
  /// Of messages, attributes included.
  var bytesWritten: Int64
  var seconds: Double
  /// The queue.
  var output: String
  var quarantine: String

  init(_ summary: RunSummary, _ status: RunStatus, configuration: PipelineConfiguration) {
    let progress = summary.progress
    pipeline = configuration.name
    ending = summary.ending.rawValue
    filesFound = progress.filesFound
    filesCompleted = progress.filesCompleted
    filesQuarantined = progress.filesQuarantined
    filesHeld = progress.filesHeld
    unreadable = progress.unreadable
    records = progress.rows
    messages = status.messagesSent
    batches = status.batchesSent
    badRecords = progress.badRecords
    droppedRecords = progress.droppedRecords
    oversizeRecords = progress.oversizeRecords
    bytesRead = progress.bytesRead
    bytesWritten = progress.bytesWritten
    seconds = progress.elapsed / .seconds(1)
    output = configuration.outputName
    quarantine = configuration.quarantine.readable
  }

  /// What others hold is theirs to complete.
  var isIncomplete: Bool { filesQuarantined > 0 || unreadable > 0 || badRecords > 0 }

  /// For a person.
  var text: String {
    let rate = seconds > 0 ? Double(messages) / seconds : 0
    var lines = [
      "\(pipeline): \(Quantity.counted(filesCompleted, "file")) loaded, \(Quantity.counted(Int(records), "record")) in "
        + "\(Quantity.counted(messages, "message")) (\(Quantity.bytes(bytesWritten))) in "
        + "\(Quantity.duration(.seconds(seconds))) (\(Quantity.count(Int(rate))) messages/s)",
      "  output: \(output)",
    ]
    if droppedRecords > 0 {
      lines.append("  dropped by transforms: \(Quantity.counted(Int(droppedRecords), "record"))")
    }
    if badRecords > 0 || filesQuarantined > 0 {
      lines.append(
        "  quarantine: \(Quantity.counted(Int(badRecords), "bad record")) and \(Quantity.counted(filesQuarantined, "file"))"
          + " in \(quarantine); `millrace quarantine list` shows them")
    }
    if oversizeRecords > 0 { lines.append("  too large for a message: \(Quantity.counted(oversizeRecords, "record"))") }
    if filesHeld > 0 {
      lines.append(
        "  held by others: \(Quantity.counted(filesHeld, "file")); they complete them, or `millrace check --free` frees them"
      )
    }
    if unreadable > 0 { lines.append("  unreadable: \(Quantity.counted(unreadable, "file or folder")), see above") }
    return lines.joined(separator: "\n")
  }
}
