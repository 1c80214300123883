/// What a run came to.
public struct RunSummary: Sendable {
  /// How a run ended.
  public enum Ending: String, Sendable {
    /// Nothing waits and nothing is being worked on.
    case idle
    /// It was stopped; what waits is in the ledger.
    case stopped
  }

  /// How it ended.
  public var ending: Ending
  /// What it has done.
  public var progress: RunProgress

  /// Whether everything that was found is in the output, apart from what is in quarantine: nothing has failed and
  /// everything could be read.
  public var isComplete: Bool { ending == .idle && progress.filesFailed == 0 && progress.unreadable == 0 }
}
