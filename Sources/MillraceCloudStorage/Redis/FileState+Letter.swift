import MillraceStorage

/// States as one letter, which is what shared ledgers store in Redis.
extension FileState {
  var letter: String {
    switch self {
    case .pending: "p"
    case .manifested: "m"
    case .completed: "c"
    case .failed: "f"
    case .quarantined: "q"
    }
  }

  init?(letter: some StringProtocol) {
    guard let state = FileState.allCases.first(where: { $0.letter == letter }) else { return nil }
    self = state
  }
}
