internal import MillracePacking
internal import MillraceStorage

/// What the ledger is to be told of a file.
struct FileReport: Sendable {
  /// The file's number in the window.
  let number: Int
  let file: ClaimedFile
  /// Items that it covers.
  let count: Int
  /// Where to go on; nil: where it began.
  let position: PackingPosition?
  let bad: [BadRecordEntry]
  /// Nil: it is still being loaded.
  let end: FileEnd?

  /// Whether nobody needs to do anything more for the file.
  var isDone: Bool {
    switch end {
    case .loaded, .quarantined, .refused, .gone: true
    case nil, .givenBack, .failed, .lost: false
    }
  }

  /// Whether someone else may have the file.
  var isGivenBack: Bool {
    switch end {
    case .givenBack, .failed: true
    case nil, .loaded, .quarantined, .refused, .gone, .lost: false
    }
  }

  /// Whether the file is to be gone on with from the position.
  var isToGoOn: Bool { isGivenBack || isOpen }

  private var isOpen: Bool { if case nil = end { true } else { false } }
}
