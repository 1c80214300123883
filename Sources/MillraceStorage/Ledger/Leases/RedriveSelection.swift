/// Which of a pipeline's files are sent round again.
package struct RedriveSelection: Sendable, Equatable {
  /// `failed`, `quarantined`, or both; other states are ignored.
  package var states: Set<FileState>
  /// Only versions of this file; nil: all files.
  package var address: String?

  package init(states: Set<FileState> = [.failed, .quarantined], address: String? = nil) {
    self.states = states
    self.address = address
  }
}
