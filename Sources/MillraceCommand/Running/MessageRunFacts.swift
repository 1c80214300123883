import Millrace

/// What a run over messages came to; printed by `--json` as it stands.
struct MessageRunFacts: Encodable {
  var pipeline: String
  /// `idle` or `stopped`.
  var ending: String
  /// Repeats included.
  var messagesReceived: Int
  /// Done, and deleted from the queue.
  var messagesProcessed: Int
  /// Those of them that an earlier message had brought already.
  var repeats: Int
  /// Attempts that failed; their messages come again, or go to the dead-letter queue.
  var messagesFailed: Int
  var messagesGivenBack: Int
  /// Deleted from the queue and not kept, since conditions of `transforms` did not hold.
  var messagesDropped: Int
  var bytesReceived: Int64
  /// Of objects that the messages tell of.
  var bytesRead: Int64
  var bytesWritten: Int64
  /// Records in outputs, and those in quarantine; only where records are converted.
  var rows: Int64?
  var badRecords: Int64?
  /// Records that the transforms have dropped.
  var droppedRecords: Int64?
  /// Objects and messages that are in quarantine as a whole.
  var quarantined: Int
  var seconds: Double
  /// Where the results are.
  var output: String

  init(_ summary: RunSummary, _ status: RunStatus, configuration: PipelineConfiguration) {
    pipeline = configuration.name
    ending = summary.ending.rawValue
    messagesReceived = status.messagesReceived
    messagesProcessed = status.messagesProcessed
    repeats = status.messagesRepeated
    messagesFailed = status.messagesFailed
    messagesGivenBack = status.messagesGivenBack
    messagesDropped = status.messagesDropped
    bytesReceived = status.bytesReceived
    bytesRead = status.bytesRead
    bytesWritten = status.bytesWritten
    if configuration.convertsRecords {
      rows = summary.progress.rows
      badRecords = summary.progress.badRecords
      droppedRecords = summary.progress.droppedRecords
    }
    quarantined = summary.progress.filesQuarantined
    seconds = summary.progress.elapsed / .seconds(1)
    output = configuration.outputName
  }

  var isIncomplete: Bool { messagesFailed > 0 || quarantined > 0 || (badRecords ?? 0) > 0 }

  /// For a person.
  var text: String {
    let rate = seconds > 0 ? Double(messagesProcessed) / seconds : 0
    var lines = [
      "\(pipeline): \(Quantity.counted(messagesProcessed, "message")) done in \(Quantity.duration(.seconds(seconds))) "
        + "(\(Quantity.count(Int(rate)))/s), \(Quantity.bytes(bytesReceived + bytesRead)) → \(Quantity.bytes(bytesWritten))",
      "  output: \(output)",
    ]
    if messagesDropped > 0 {
      lines.append("  dropped by transforms: \(Quantity.counted(messagesDropped, "message"))")
    }
    if let rows, let badRecords {
      lines.append(
        "  rows: \(Quantity.count(Int(rows))), bad records in quarantine: \(Quantity.count(Int(badRecords)))")
    }
    if quarantined > 0 { lines.append("  in quarantine: \(Quantity.counted(quarantined, "object"))") }
    if repeats > 0 { lines.append("  repeats: \(Quantity.counted(repeats, "message")), not done again") }
    if messagesFailed > 0 {
      lines.append("  failed: \(Quantity.counted(messagesFailed, "attempt")), see above; their messages come again")
    }
    if messagesGivenBack > 0 {
      lines.append("  given back to the queue: \(Quantity.counted(messagesGivenBack, "message"))")
    }
    return lines.joined(separator: "\n")
  }
}
