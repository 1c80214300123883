internal import MillraceStorage

/// Errors that say nothing about a manifest: a full disk, a folder that is gone, a ledger that is locked. Whatever is
/// tried next would fail like this one.
extension Error {
  var isOfSurroundings: Bool {
    self is StoreError || self is OutputError || self is LedgerError || self is QueueError || self is PipelineError
      || self is CancellationError
  }

  /// Whether waiting may help.
  var isPassing: Bool {
    switch self {
    case let error as LedgerError: [.locked, .diskFull, .unavailable].contains(error.code)
    case let error as StoreError: error.code != .invalidKey
    case let error as QueueError: error.code == .unavailable || error.code == .failed || error.code == .overLimit
    case let error as PipelineError: error.code != .configuration && error.code != .invalidRequest
    default: self is OutputError
    }
  }

  /// The error as one that the library's users can see.
  var asPipelineError: PipelineError {
    switch self {
    case let error as PipelineError: error
    case let error as LedgerError: PipelineError(.ledgerUnavailable, error.message, cause: error)
    case let error as QueueError: PipelineError(.sourceUnavailable, error.message, cause: error)
    case let error as StoreError: PipelineError(.outputUnavailable, error.message, cause: error)
    default: PipelineError(.outputUnavailable, "\(self)", cause: self)
    }
  }
}
