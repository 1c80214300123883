internal import MillracePacking

/// What the ledger keeps of a file that is not done: how far it is loaded, and how often it was tried in vain, by whomever.
struct FileProgress: Sendable, Equatable {
  private static let separator: Character = "|"

  /// Where to go on; nil: at the beginning.
  var position: PackingPosition?
  /// Attempts that have failed.
  var failures = 0
  /// Attempts that have ended neither well nor badly: whoever made them died, or hung, and another took the file over.
  var deaths = 0
}

extension FileProgress {
  /// The text of a checkpoint: that of the position, and where there is something to count, `|<failures>|<deaths>` behind it.
  var text: String {
    let place = position?.text ?? ""
    return failures == 0 && deaths == 0
      ? place : "\(place)\(Self.separator)\(failures)\(Self.separator)\(deaths)"
  }

  /// Reads what `text` gives. What is something else counts as nothing: the file is loaded from its beginning.
  init(_ text: String) {
    let parts = text.split(separator: Self.separator, omittingEmptySubsequences: false)
    position = PackingPosition(String(parts[0]))
    guard parts.count == 3, let failures = Int(parts[1]), let deaths = Int(parts[2]) else { return }
    (self.failures, self.deaths) = (max(0, failures), max(0, deaths))
  }
}
