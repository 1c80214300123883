// States are small integers on disk. The numbers are part of the file's format: partial indexes name them.

extension FileState {
  var code: Int {
    switch self {
    case .pending: 0
    case .manifested: 1
    case .completed: 2
    case .failed: 3
    case .quarantined: 4
    }
  }

  init?(code: Int) {
    guard let state = FileState.allCases.first(where: { $0.code == code }) else { return nil }
    self = state
  }
}

extension ManifestState {
  var code: Int {
    switch self {
    case .unfinished: 0
    case .completed: 1
    case .failed: 2
    case .dissolved: 3
    }
  }

  init?(code: Int) {
    guard let state = ManifestState.allCases.first(where: { $0.code == code }) else { return nil }
    self = state
  }
}
