/// How long a run goes on.
public enum RunGoal: Sendable {
  /// Until everything in the source folder is converted, in quarantine, or has failed (`--until-idle`).
  case idle
  /// Until what is due is done: what the source has is taken in, and what is ripe is planned and converted. What waits for
  /// its batch stays in the ledger, for the next run; what others are working on is theirs. For runs that come again
  /// and again, as functions do.
  case due
  /// Until it is stopped: the folder is watched.
  case stopped
}
