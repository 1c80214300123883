/// How long a run goes on.
public enum RunGoal: Sendable {
  /// Until everything in the source folder is converted, in quarantine, or has failed (`--until-idle`).
  case idle
  /// Until it is stopped: the folder is watched.
  case stopped
}
