/// What the process's exit code says. Scripts rely on it: a number never changes its meaning.
///
/// Thrown by a command that has already printed all there is to say.
enum ExitStatus: Int32, Error, CaseIterable {
  /// All that was asked for is done.
  case done = 0
  /// Something went wrong; what was asked for is not done.
  case failed = 1
  /// The arguments or the pipeline file are wrong; nothing was started.
  case usage = 2
  /// Done, but some lines or files were left out or quarantined.
  case incomplete = 3
  /// Stopped by SIGINT or SIGTERM before the end.
  case interrupted = 4

  var meaning: String {
    switch self {
    case .done: "Done. (A reader that closed the output early, as `| head` does, is no failure.)"
    case .failed: "Failed: a file could not be read or written, or is damaged. What to do is on standard error."
    case .usage: "The arguments or the pipeline file are wrong. Nothing was started, nothing was changed."
    case .incomplete:
      "Done, but something was left out: bad lines or whole files that could not be converted. What, and why, is on "
        + "standard error, in `--json` output, and in the quarantine where there is one."
    case .interrupted:
      "Stopped by SIGINT or SIGTERM before the end. Nothing half-written is left behind; the same command goes on. "
        + "(`run` without `--until-idle` is meant to be stopped and exits with 0.)"
    }
  }
}
