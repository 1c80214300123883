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

  /// Whether the ledger has something to learn of a file that is to be gone on with.
  var hasNews: Bool { isToGoOn && (position != nil || isFailed) }

  /// What the ledger is to keep of a file that is to be gone on with.
  ///
  /// - Parameter known: what it has learned of the file in this run.
  func progress(after known: FileProgress?) -> FileProgress {
    var progress = known ?? file.progress
    progress.position = position ?? progress.position
    if isFailed { progress.failures += 1 }
    return progress
  }

  private var isFailed: Bool { if case .failed = end { true } else { false } }

  /// Whether the file is to be gone on with from the position.
  var isToGoOn: Bool { isGivenBack || isOpen }

  private var isOpen: Bool { if case nil = end { true } else { false } }
}
