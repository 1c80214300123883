/// How far a run is. All numbers count from the start of the run, but those that say “in the ledger”.
public struct RunProgress: Sendable, Equatable {
  /// Files that were found and entered in the ledger.
  public var filesFound = 0
  /// Files whose rows are in the output.
  public var filesCompleted = 0
  /// Files that were refused.
  public var filesQuarantined = 0
  /// Files that were given up.
  public var filesFailed = 0
  /// Files that others held on the last pass: they are at work, or have died over them.
  public var filesHeld = 0
  /// Files and folders that could not be read on the last pass.
  public var unreadable = 0
  /// Outputs that were published.
  public var manifestsCompleted = 0
  /// Rows in them.
  public var rows: Int64 = 0
  /// Records that went to quarantine.
  public var badRecords: Int64 = 0
  /// Records that the transforms have dropped.
  public var droppedRecords: Int64 = 0
  /// Records that were too large for a message.
  public var oversizeRecords = 0
  /// Stored bytes of completed inputs, and of what has been read of the manifest in work.
  public var bytesRead: Int64 = 0
  /// Bytes of published outputs.
  public var bytesWritten: Int64 = 0
  /// Files that wait or are being worked on, in the ledger.
  public var filesWaiting = 0
  /// Their stored bytes, in the ledger.
  public var bytesWaiting: Int64 = 0
  /// Time since the run began.
  public var elapsed = Duration.zero

  /// Stored input bytes for each second of the run.
  public var bytesPerSecond: Double {
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    return seconds > 0 ? Double(bytesRead) / seconds : 0
  }
}

extension RunProgress {
  /// What pipelines of messages have done.
  init(messages status: RunStatus, elapsed: Duration) {
    self.init()
    filesFound = status.messagesReceived
    filesCompleted = status.messagesProcessed
    filesWaiting = status.messagesInHand
    bytesRead = status.bytesReceived
    bytesWritten = status.bytesWritten
    self.elapsed = elapsed
  }
}
