internal import MillracePacking
internal import MillraceStorage

/// A file that this run has claimed. One object for all of its messages, which only refer to it.
final class ClaimedFile: Sendable {
  let place: ObjectPlace
  let claim: Claim
  let identity: FileIdentifier
  /// How often this run has tried the file, this time included.
  let attempt: Int
  /// How far an earlier run has come; nil: nowhere.
  let start: PackingPosition?

  init(place: ObjectPlace, claim: Claim, identity: FileIdentifier, attempt: Int, start: PackingPosition?) {
    self.place = place
    self.claim = claim
    self.identity = identity
    self.attempt = attempt
    self.start = start
  }
}
