/// What a walk comes to.
enum WalkEvent {
  /// A regular file whose name fits.
  case file(FoundFile)
  /// Something that is left alone.
  case skipped(SkipReason)
  /// Something that a person should know; the walk goes on.
  case problem(WalkProblem)
}
