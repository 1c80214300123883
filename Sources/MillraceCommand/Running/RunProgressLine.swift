import Millrace

/// How far a run is, on one line below its events; only where a person watches.
final class RunProgressLine: Sendable {
  private let line = ProgressLine()

  /// Prints an event above the line.
  func print(_ text: String) {
    line.clear()
    StandardError.write(text)
  }

  /// Draws the line while `work` runs, and removes it after that.
  func watch<Result: Sendable>(
    _ runner: PipelineRunner, of configuration: PipelineConfiguration, during work: @Sendable () async throws -> Result
  ) async throws -> Result {
    guard line.isShown else { return try await work() }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        while !Task.isCancelled {
          try await Task.sleep(for: .milliseconds(200))
          self.line.draw(Self.text(runner, of: configuration))
        }
      }
      defer {
        group.cancelAll()
        line.clear()
      }
      return try await work()
    }
  }

  private static func text(_ runner: PipelineRunner, of configuration: PipelineConfiguration) -> String {
    if configuration.parquet != nil { return text(runner.progress) }
    return configuration.queueSink == nil
      ? text(runner.status, runner.progress.elapsed) : text(sending: runner.status, runner.progress)
  }

  private static func text(sending status: RunStatus, _ progress: RunProgress) -> String {
    let rate = Double(status.messagesSent) / max(progress.elapsed / .seconds(1), 1e-6)
    var text =
      "\(Quantity.counted(status.messagesSent, "message")), \(Quantity.count(Int(rate)))/s, "
      + "\(Quantity.counted(progress.filesCompleted, "file")) loaded, \(Quantity.count(progress.filesWaiting)) in hand"
    if progress.droppedRecords > 0 { text += ", \(Quantity.count(progress.droppedRecords)) dropped" }
    if progress.badRecords > 0 { text += ", \(Quantity.counted(Int(progress.badRecords), "bad record"))" }
    return text
  }

  private static func text(_ status: RunStatus, _ elapsed: Duration) -> String {
    let rate = Double(status.messagesProcessed) / max(elapsed / .seconds(1), 1e-6)
    var text =
      "\(Quantity.counted(status.messagesProcessed, "message")), \(Quantity.count(Int(rate)))/s, "
      + "\(Quantity.count(status.messagesInHand)) in hand"
    if status.messagesFailed > 0 { text += ", \(Quantity.counted(status.messagesFailed, "failure"))" }
    return text
  }

  private static func text(_ progress: RunProgress) -> String {
    var text =
      "\(Quantity.rate(progress.bytesRead, in: progress.elapsed)), \(Quantity.count(progress.filesCompleted)) of "
      + "\(Quantity.counted(progress.filesCompleted + progress.filesWaiting, "file")), \(Quantity.counted(Int(progress.rows), "row"))"
    if progress.bytesRead > 0, progress.bytesWaiting > 0 {
      let left = progress.elapsed * (Double(progress.bytesWaiting) / Double(progress.bytesRead))
      text += ", \(Quantity.duration(left)) left"
    }
    return text
  }
}
