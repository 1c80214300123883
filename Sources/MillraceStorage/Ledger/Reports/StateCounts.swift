/// How many files are in each state.
package struct StateCounts: Sendable, Equatable {
  package struct Tally: Sendable, Equatable {
    package var files: Int
    /// As stored.
    package var bytes: Int64

    package init(files: Int = 0, bytes: Int64 = 0) {
      self.files = files
      self.bytes = bytes
    }
  }

  private var tallies: [FileState: Tally] = [:]

  package init() {}

  package subscript(state: FileState) -> Tally {
    get { tallies[state] ?? Tally() }
    set { tallies[state] = newValue == Tally() ? nil : newValue }
  }

  /// True if nothing waits and nothing is being worked on.
  package var isIdle: Bool { self[.pending].files == 0 && self[.manifested].files == 0 }
}
