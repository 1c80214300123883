internal import MillracePacking
internal import MillraceStorage

/// A file that this run has claimed. One object for all of its messages, which only refer to it.
final class ClaimedFile: Sendable {
  let place: ObjectPlace
  let claim: Claim
  let identity: FileIdentifier
  /// How far others have come. Where the file was taken over, their death is counted.
  let progress: FileProgress
  /// Whether it was taken over from someone who has let the claim lapse.
  let isTakenOver: Bool
  /// Whether the ledger may have a checkpoint of the file.
  let hasCheckpoint: Bool

  /// - Parameter checkpoint: what the ledger has of it; nil: nothing.
  init(place: ObjectPlace, claim: Claim, identity: FileIdentifier, checkpoint: String?, isTakenOver: Bool = false) {
    self.place = place
    self.claim = claim
    self.identity = identity
    self.isTakenOver = isTakenOver
    var progress = checkpoint.map { FileProgress($0) } ?? FileProgress()
    if isTakenOver { progress.deaths += 1 }
    self.progress = progress
    hasCheckpoint = checkpoint != nil || isTakenOver
  }

  /// Where reading begins; nil: at the beginning.
  var start: PackingPosition? { progress.position }
}
